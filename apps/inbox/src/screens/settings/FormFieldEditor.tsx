import type { FormField } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { FIELD_TYPES, flawsOf, isKnown, MOST_CHOICES, nameOf, withType } from '../../models/form-fields.ts'
import { FieldError, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { LocaleText } from './LocaleTexts.tsx'

type Props = {
  fields: readonly FormField[]
  at: number
  locale: string
  set(field: FormField): void
}

/** One field of a form: what it asks, of whom, and what is kept of the answer. */
export function FormFieldEditor({ fields, at, locale, set }: Props) {
  const field = fields[at]
  if (!field) return null
  const flaws = flawsOf(fields, at)
  const hasChoices = field.type === 'select' || field.type === 'radio'
  return (
    <div class="ff-edit">
      <Select
        label={t('forms.type')}
        value={field.type}
        choices={FIELD_TYPES.map((value) => ({ value, label: t(`forms.type.${value}`) }))}
        onChange={(type) => set(withType(field, type, fields))}
      />
      <LocaleText
        label={t('forms.label')}
        error={flaws.includes('label') ? t('forms.wrong.label') : null}
        isOptional={isKnown(field.key)}
        {...{ locale, max: 300, text: field.label }}
        onChange={(label) => set({ ...field, label })}
      />
      <LocaleText
        label={t('forms.hint')}
        {...{ locale, max: 200, text: field.hint }}
        onChange={(hint) => set({ ...field, hint })}
      />
      <LocaleText
        label={t('forms.placeholder')}
        {...{ locale, max: 80, text: field.placeholder }}
        onChange={(placeholder) => set({ ...field, placeholder })}
      />
      {hasChoices && <Choices {...{ field, locale, set }} isWrong={flaws.includes('choices')} />}
      <TextField
        label={t('forms.key')}
        hint={t('forms.key.hint')}
        error={flaws.includes('key') ? t('forms.wrong.key') : null}
        value={field.key}
        maxlength={40}
        onInput={({ currentTarget }) => set({ ...field, key: currentTarget.value.trim() })}
      />
      <Condition {...{ fields, at, locale, set }} isWrong={flaws.includes('when')} />
      <Switch label={t('forms.required')} isOn={field.required} onChange={(required) => set({ ...field, required })} />
    </div>
  )
}

type ChoicesProps = { field: FormField; locale: string; isWrong: boolean; set(field: FormField): void }

function Choices({ field, locale, isWrong, set }: ChoicesProps) {
  const { choices } = field
  const change = (at: number, part: Partial<FormField['choices'][number]>) =>
    set({ ...field, choices: choices.map((one, n) => (n === at ? { ...one, ...part } : one)) })
  return (
    <fieldset class="fr">
      <legend class="label">{t('forms.choices')}</legend>
      {choices.map(({ value, label }, at) => (
        <div key={at} class="link-row">
          <TextField
            label={`${t('forms.choice', { n: at + 1 })}: ${t('forms.key')}`}
            value={value}
            maxlength={80}
            onInput={({ currentTarget }) => change(at, { value: currentTarget.value.trim() })}
          />
          <LocaleText
            label={t('forms.choice.label')}
            {...{ locale, max: 80, text: label, placeholder: value }}
            onChange={(text) => change(at, { label: text })}
          />
          <button
            type="button"
            class="ib"
            aria-label={t('forms.choice.remove', { n: at + 1 })}
            onClick={() => set({ ...field, choices: choices.filter((_, n) => n !== at) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {isWrong && <FieldError text={t('forms.wrong.choices')} />}
      {choices.length < MOST_CHOICES && (
        <button
          type="button"
          class="btn btn-start"
          onClick={() => set({ ...field, choices: [...choices, { value: '', label: {} }] })}
        >
          <Icon name="plus" size={16} />
          {t('forms.choice.add')}
        </button>
      )}
    </fieldset>
  )
}

/** Asked always, or while one answer further up is a certain one. */
function Condition({ fields, at, locale, isWrong, set }: Props & { isWrong: boolean }) {
  const field = fields[at]
  if (!field) return null
  const answers = fields.slice(0, at).flatMap((one) => {
    const values = one.type === 'checkbox' ? [{ value: 'yes', label: {} }] : one.choices
    return values.map(({ value, label }) => {
      const choice = (label as Record<string, string>)[locale] || value
      const words = t('forms.when.is', { label: nameOf(one, locale), choice })
      return { value: `${one.key}=${value}`, label: words }
    })
  })
  if (answers.length === 0 && !field.when) return null
  const { when } = field
  return (
    <Select
      label={t('forms.when')}
      error={isWrong ? t('forms.wrong.when') : null}
      value={when ? `${when.key}=${when.in[0]}` : ''}
      choices={[{ value: '', label: t('forms.when.always') }, ...answers]}
      onChange={(chosen) => {
        const [key = '', ...value] = chosen.split('=')
        set({ ...field, when: chosen ? { key, in: [value.join('=')] } : null })
      }}
    />
  )
}
