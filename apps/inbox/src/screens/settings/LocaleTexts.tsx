import type { Text } from '@parley/protocol'
import type { Signal } from '@preact/signals'
import { language, t } from '../../i18n/translate.ts'
import { LOCALES, offered } from '../../models/locales.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'

/** The widget's languages by their names in the agent's; `mark` stands behind those that it is said of. */
export function localeChoices(mark: (tag: string) => string = () => '') {
  const names = new Intl.DisplayNames([language()], { type: 'language' })
  return LOCALES.map((value) => ({ value, label: `${names.of(value) ?? value}${mark(value)}` }))
}

type ChoiceProps = { locale: Signal<string>; texts: readonly Text[]; hint?: string; error?: string | null }

/** Which language the texts of a page are shown and written in; those that have texts are marked. */
export function LocaleChoice({ locale, texts, hint = t('texts.language.hint'), error = null }: ChoiceProps) {
  return (
    <Select
      label={t('texts.language')}
      hint={hint}
      error={error}
      value={offered(locale.value)}
      choices={localeChoices((tag) => (texts.some((text) => text[tag]) ? ' ✓' : ''))}
      onChange={(value) => {
        locale.value = value
      }}
    />
  )
}

type Props = {
  label: string
  hint?: string
  error?: string | null
  /** False where it has to be written in one language at least. */
  isOptional?: boolean
  text: Text
  locale: string
  max: number
  /** What visitors read where nothing is written. */
  placeholder?: string
  rows?: number
  onChange(text: Text): void
}

/** A text for visitors in the language that is being edited; an empty one is taken out. */
export function LocaleText({ label, hint, error = null, isOptional = true, placeholder, rows = 1, ...of }: Props) {
  const { text, locale, max, onChange } = of
  const write = (value: string) => {
    const { [locale]: _, ...others } = text
    onChange(value.trim() === '' ? others : { ...others, [locale]: value })
  }
  const shared = {
    class: 'input',
    lang: locale,
    dir: 'auto' as const,
    maxLength: max,
    placeholder,
    value: text[locale] ?? '',
  }
  return (
    <Field label={label} error={error} isOptional={isOptional} {...(hint ? { hint } : {})}>
      {(ids) =>
        rows > 1 ? (
          <textarea rows={rows} onInput={({ currentTarget }) => write(currentTarget.value)} {...shared} {...ids} />
        ) : (
          <input type="text" onInput={({ currentTarget }) => write(currentTarget.value)} {...shared} {...ids} />
        )
      }
    </Field>
  )
}
