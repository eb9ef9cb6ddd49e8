import { t } from '../../i18n/translate.ts'
import {
  FIELD_KINDS,
  type FieldDraft,
  MOST_CHOICES,
  MOST_FIELDS,
  newField,
  type RichDraft,
} from '../../models/rich-draft.ts'
import type { Wrong } from '../../models/section-model.ts'
import { Field, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'

type Props = { draft: RichDraft; wrong: Wrong; set(change: Partial<RichDraft>): void }

/** What a form asks. */
export function RichFields({ draft: { fields, send }, wrong, set }: Props) {
  return (
    <fieldset class="rich-l">
      <legend>{t('rich.fields')}</legend>
      {fields.map((field, at) => (
        <One
          key={at}
          {...{ field, at, flaw: wrong[`field-${at}`] ?? null }}
          set={(next) => set({ fields: fields.map((one, n) => (n === at ? next : one)) })}
          onRemove={fields.length > 1 ? () => set({ fields: fields.filter((_, n) => n !== at) }) : null}
        />
      ))}
      {fields.length < MOST_FIELDS && (
        <button type="button" class="btn btn-s btn-start" onClick={() => set({ fields: [...fields, newField()] })}>
          <Icon name="plus" size={16} />
          {t('rich.field.add')}
        </button>
      )}
      <TextField
        label={t('rich.send')}
        value={send}
        maxlength={40}
        error={wrong['send'] ?? null}
        onInput={({ currentTarget }) => set({ send: currentTarget.value })}
      />
    </fieldset>
  )
}

type OneProps = {
  field: FieldDraft
  at: number
  flaw: string | null
  set(field: FieldDraft): void
  onRemove: (() => void) | null
}

function One({ field, at, flaw, set, onRemove }: OneProps) {
  const { type, label, required, choices } = field
  return (
    <div class="rich-b">
      <TextField
        label={t('rich.field', { n: at + 1 })}
        value={label}
        maxlength={120}
        error={flaw}
        onInput={({ currentTarget }) => set({ ...field, label: currentTarget.value })}
      />
      <Select
        label={t('rich.field.type')}
        value={type}
        choices={FIELD_KINDS.map((value) => ({ value, label: t(`forms.type.${value}`) }))}
        onChange={(next) => set({ ...field, type: next })}
      />
      {(type === 'select' || type === 'radio') && (
        <Field label={t('rich.field.choices')}>
          {(ids) => (
            <textarea
              class="input"
              rows={3}
              dir="auto"
              value={choices.join('\n')}
              onInput={({ currentTarget }) =>
                set({ ...field, choices: currentTarget.value.split('\n', MOST_CHOICES).map((one) => one.slice(0, 80)) })
              }
              {...ids}
            />
          )}
        </Field>
      )}
      <Switch label={t('rich.field.required')} isOn={required} onChange={(on) => set({ ...field, required: on })} />
      {onRemove && (
        <button type="button" class="btn btn-s btn-start" onClick={onRemove}>
          {t('rich.field.remove', { n: at + 1 })}
        </button>
      )}
    </div>
  )
}
