import type { Form } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { flawsOf, MOST_FIELDS, nameOf, newField } from '../../models/form-fields.ts'
import { moved } from '../../models/moved.ts'
import { Icon } from '../../ui/Icon.tsx'
import { FormFieldEditor } from './FormFieldEditor.tsx'
import { LocaleText } from './LocaleTexts.tsx'

type Props = {
  /** Tells the forms of a page apart. */
  name: string
  form: Form
  locale: string
  set(form: Form): void
}

/** The words around a form, and its fields: added, put in order, taken out. */
export function FormFields({ name, form, locale, set }: Props) {
  const { toasts } = useWorkbench()
  const { fields } = form
  /** The one that was added last stands open: what it asks is still to be written. */
  const [added, setAdded] = useState<number | null>(null)
  const move = (at: number, by: -1 | 1) => {
    const key = fields[at]?.key ?? ''
    set({ ...form, fields: moved(fields, at, by) })
    // The button moves with its field, and keeps the focus.
    requestAnimationFrame(() => document.getElementById(`${name}-${key}-${by < 0 ? 'up' : 'down'}`)?.focus())
  }
  const remove = (at: number) => {
    set({ ...form, fields: fields.filter((_, n) => n !== at) })
    const field = fields[at]
    if (!field) return
    toasts.show({ text: t('forms.removed', { label: nameOf(field, locale) }), tone: 'plain', undo: () => set(form) })
  }
  return (
    <>
      <LocaleText
        label={t('forms.title')}
        {...{ locale, max: 80, text: form.title }}
        onChange={(title) => set({ ...form, title })}
      />
      <LocaleText
        label={t('forms.form_lead')}
        {...{ locale, max: 300, text: form.lead, rows: 2 }}
        onChange={(lead) => set({ ...form, lead })}
      />
      <LocaleText
        label={t('forms.button')}
        {...{ locale, max: 40, text: form.button }}
        onChange={(button) => set({ ...form, button })}
      />
      <ol class="ff" aria-label={t('forms.fields')}>
        {fields.map((field, at) => {
          const label = nameOf(field, locale)
          const button = (what: 'up' | 'down' | 'remove', isOff: boolean, run: () => void) => (
            <button
              type="button"
              class="ib"
              id={`${name}-${field.key}-${what}`}
              aria-label={t(`forms.${what}`, { label })}
              aria-disabled={isOff}
              onClick={() => !isOff && run()}
            >
              <Icon name={ICONS[what]} />
            </button>
          )
          return (
            <li key={at} class={flawsOf(fields, at).length ? 'ff-row ff-bad' : 'ff-row'}>
              <details open={at === added}>
                <summary>
                  <b class="cut">{label}</b>
                  <span class="muted cut">{t(`forms.type.${field.type}`)}</span>
                </summary>
                <FormFieldEditor
                  {...{ fields, at, locale }}
                  set={(next) => set({ ...form, fields: fields.map((one, n) => (n === at ? next : one)) })}
                />
              </details>
              <span class="ff-tools">
                {button('up', at === 0, () => move(at, -1))}
                {button('down', at === fields.length - 1, () => move(at, 1))}
                {button('remove', false, () => remove(at))}
              </span>
            </li>
          )
        })}
      </ol>
      {fields.length === 0 && <p class="hint">{t('forms.usual')}</p>}
      {fields.length < MOST_FIELDS && (
        <button
          type="button"
          class="btn btn-start"
          onClick={() => {
            setAdded(fields.length)
            set({ ...form, fields: [...fields, newField(fields)] })
          }}
        >
          <Icon name="plus" size={16} />
          {t('forms.add')}
        </button>
      )}
    </>
  )
}

const ICONS = { up: 'chevron-up', down: 'chevron-down', remove: 'close' } as const
