import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Under the field while its text has variables: what will be sent, or which of them nothing is known for. */
export function Filling({ model }: { model: ComposerModel }) {
  const { filling } = model
  if (!filling.isUsed.value) return null
  if (filling.isHeld.value) return <Missing model={model} />
  return (
    <div class="fil">
      <span class="faint">{t('filling.sent')}</span>
      <p dir="auto">{filling.text.value}</p>
    </div>
  )
}

function Missing({ model }: { model: ComposerModel }) {
  const { filling } = model
  const written = [...new Set(filling.missing.value.map((one) => one.written))]
  return (
    <div class="fil fil-bad" role="alert">
      <Icon name="alert" size={16} />
      <p>
        {t('filling.missing', { count: written.length })}{' '}
        {written.map((one) => (
          <button
            key={one}
            type="button"
            class="fil-v"
            title={t('filling.write', { name: one })}
            onClick={({ currentTarget }) => select(currentTarget, one)}
          >
            {one}
          </button>
        ))}
      </p>
      <button type="button" class="btn btn-s" onClick={filling.allow}>
        {t('filling.allow')}
      </button>
    </div>
  )
}

/** Selects it in the field: what is typed next takes its place. */
function select(button: HTMLElement, written: string): void {
  const field = button.closest('form')?.querySelector('textarea')
  const at = field?.value.indexOf(written) ?? -1
  if (!field || at === -1) return
  field.focus()
  field.setSelectionRange(at, at + written.length)
}
