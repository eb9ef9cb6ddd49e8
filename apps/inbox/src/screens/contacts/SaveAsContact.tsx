import { t } from '../../i18n/translate.ts'
import type { VisitorModel } from '../../models/visitor-model.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Makes a person of a browser that is nobody yet. */
export function SaveAsContact({ who }: { who: VisitorModel }) {
  return (
    <div class="pn-s">
      <button type="button" class="btn btn-s" onClick={who.save}>
        <Icon name="user" size={16} />
        {t('contact.save_as')}
      </button>
    </div>
  )
}
