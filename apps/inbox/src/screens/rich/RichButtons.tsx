import { t } from '../../i18n/translate.ts'
import { MOST_BUTTONS, type RichDraft } from '../../models/rich-draft.ts'
import type { Wrong } from '../../models/section-model.ts'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Props = { draft: RichDraft; wrong: Wrong; set(change: Partial<RichDraft>): void }

/** What the visitor may press; with an address it leads there, without one it is his answer. */
export function RichButtons({ draft: { kind, buttons }, wrong, set }: Props) {
  const most = MOST_BUTTONS[kind]
  const put = (at: number, change: Partial<RichDraft['buttons'][number]>) =>
    set({ buttons: buttons.map((one, n) => (n === at ? { ...one, ...change } : one)) })
  return (
    <fieldset class="rich-l">
      <legend>{t(kind === 'quick_replies' ? 'rich.replies' : 'rich.buttons')}</legend>
      {buttons.slice(0, most).map(({ label, url }, at) => (
        <div key={at} class="rich-b">
          <TextField
            label={t('rich.label', { n: at + 1 })}
            value={label}
            maxlength={80}
            error={wrong[`button-${at}`] ?? null}
            onInput={({ currentTarget }) => put(at, { label: currentTarget.value })}
          />
          {kind !== 'quick_replies' && (
            <TextField
              label={t('rich.url', { n: at + 1 })}
              isOptional
              placeholder="https://"
              value={url}
              maxlength={1000}
              onInput={({ currentTarget }) => put(at, { url: currentTarget.value.trim() })}
            />
          )}
        </div>
      ))}
      {buttons.length < most && (
        <button
          type="button"
          class="btn btn-s btn-start"
          onClick={() => set({ buttons: [...buttons, { label: '', url: '' }] })}
        >
          <Icon name="plus" size={16} />
          {t('rich.add')}
        </button>
      )}
    </fieldset>
  )
}
