import { language, t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Before a note is added: whom it names in vain. */
export function Unreached({ model }: { model: ComposerModel }) {
  const names = model.mode.value === 'note' ? model.unreached.value.map(({ name }) => name) : []
  return (
    <p class="cp-say" role="status" hidden={names.length === 0}>
      {names.length > 0 && (
        <>
          <Icon name="alert" size={14} />
          {t('mention.unreached.say', { names: new Intl.ListFormat(language()).format(names), count: names.length })}
        </>
      )}
    </p>
  )
}
