import type { CustomField, CustomFieldType } from '@parley/protocol'
import { useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Select } from '../../ui/Select.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'

const TYPES: readonly CustomFieldType[] = ['text', 'number', 'boolean', 'date', 'choice', 'link']
const KEY_LENGTH = 40

/** A key of a label: `Customer since` is customer_since. */
export function keyOf(label: string): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, KEY_LENGTH)
}

type Props = { editing: CustomField | CustomField['about']; onClose(): void }

/** A new field, or what may still change of one: its key and its type are for ever. */
export function FieldDialog({ editing, onClose }: Props) {
  const { customFields } = useWorkbench()
  const field = typeof editing === 'string' ? null : editing
  const form = useMemo(() => new FormModel(), [])
  const [type, setType] = useState<CustomFieldType>(field?.type ?? 'text')
  const [label, setLabel] = useState(field?.label ?? '')
  /** Made of the label until somebody writes one. */
  const [key, setKey] = useState<string | null>(null)
  const save = async (told: Record<'label' | 'key' | 'choices', string>) => {
    const choices = told.choices.split('\n').flatMap((line) => line.trim() || [])
    const isDone = await form.run(() => {
      if (field) return customFields.update(field.id, { label: told.label, ...(type === 'choice' && { choices }) })
      const about = editing === 'conversation' ? editing : 'contact'
      return customFields.create({ about, type, choices, label: told.label, key: told.key })
    })
    if (isDone) onClose()
  }
  return (
    <Dialog title={field ? t('fields.edit', { label: field.label }) : t('fields.new')} onClose={onClose}>
      <form
        class="dialog-body"
        onInput={form.clear}
        onSubmit={(event) => {
          event.preventDefault()
          void save(formValues(event.currentTarget, 'label', 'key', 'choices'))
        }}
      >
        <TextField
          label={t('fields.label')}
          name="label"
          required
          maxlength={60}
          value={label}
          onInput={({ currentTarget }) => setLabel(currentTarget.value)}
        />
        {!field && (
          <>
            <Select<CustomFieldType>
              label={t('fields.type')}
              value={type}
              choices={TYPES.map((value) => ({ value, label: t(`fields.type.${value}`) }))}
              onChange={setType}
            />
            <Field label={t('fields.key')} hint={t('fields.key.what')}>
              {(ids) => (
                <input
                  class="input"
                  name="key"
                  required
                  maxLength={40}
                  pattern="[a-z][a-z0-9_]*"
                  value={key ?? keyOf(label)}
                  onInput={({ currentTarget }) => setKey(currentTarget.value)}
                  {...ids}
                />
              )}
            </Field>
          </>
        )}
        {type === 'choice' && (
          <Field label={t('fields.choices')} hint={t('fields.choices.what')}>
            {(ids) => (
              <textarea
                class="input"
                name="choices"
                required
                rows={5}
                maxLength={4000}
                defaultValue={field?.choices.join('\n') ?? ''}
                {...ids}
              />
            )}
          </Field>
        )}
        <Problem problem={form.problem.value} />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <SubmitButton label={t('fields.save')} busyLabel={t('fields.saving')} isBusy={form.isBusy.value} />
        </footer>
      </form>
    </Dialog>
  )
}
