import { useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { linking } from '../../models/customer/linking.ts'
import type { VisitorModel } from '../../models/visitor-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { lazy } from '../../ui/lazy.tsx'

const LinkVisitor = lazy(() => import('../customer/LinkVisitor.tsx').then((one) => one.LinkVisitor), 'part')

/** Makes a person of a browser that is nobody yet, or says who of those that we know it is. */
export function SaveAsContact({ who }: { who: VisitorModel }) {
  const [isLinking, setLinking] = useState(false)
  return (
    <div class="pn-s row data-b">
      <button type="button" class="btn btn-s" onClick={who.save}>
        <Icon name="user" size={16} />
        {t('contact.save_as')}
      </button>
      <button
        type="button"
        class="btn btn-s btn-quiet"
        onClick={() => {
          linking.value = { who, close: () => setLinking(false) }
          setLinking(true)
        }}
      >
        {t('contact.link')}
      </button>
      {isLinking && <LinkVisitor />}
    </div>
  )
}
