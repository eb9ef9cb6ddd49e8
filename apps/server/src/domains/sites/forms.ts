import { createHash } from 'node:crypto'
import type { DepartmentId, FilledForm, FormField, FormsOptions, Locale, Priority, TakenForm } from '@parley/protocol'
import { textIn } from '@parley/protocol'
import { askedOf, type Fault, faultsOf, MESSAGE_KEY } from '@parley/protocol/forms'
import { choicesOf, consentText, type Departments, formOf } from '@parley/protocol/look'

/** What came of the answers to a form. */
export type JudgedForm = {
  /** The site asks, and nothing was answered. */
  isMissing: boolean
  /** What is wrong, by place in the body of the command. */
  errors: { pointer: string; detail: string }[]
  /** What the conversation begins with; null where nothing was asked. */
  taken: TakenForm | null
}

/** Which text was agreed to: the same letters, the same version. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Every text that somebody may have agreed to: one for each language it was written in. */
function consentTexts(field: FormField, language: Locale): string[] {
  const locales = Object.keys({ ...field.label, ...field.hint })
  return [...new Set(locales.map((locale) => consentText(field, (text) => textIn(text, [locale], language))))]
}

type Site = { forms: FormsOptions; language: Locale; departments: Departments }

/**
 * Judges what came with the message that begins a conversation. The form may be of a moment ago, when the site was open
 * or closed: either counts. What is not asked any more is neither refused nor kept.
 */
export function judgeForm({ forms, language, departments }: Site, filled: FilledForm | undefined): JudgedForm {
  const form = filled && formOf(forms, filled.is)
  if (!filled || !form) return { isMissing: !filled && forms.preset !== 'none', errors: [], taken: null }
  const fields = form.fields.map((field) => ({
    ...field,
    choices:
      field.type === 'consent'
        ? consentTexts(field, language).map((text) => ({ value: versionOf(text), text }))
        : choicesOf(field, departments),
  }))
  const faults = faultsOf(fields, filled.answers)
  if (faults.length > 0) return { isMissing: false, errors: faults.map(errorOf), taken: null }
  return { isMissing: false, errors: [], taken: takenOf(fields, filled) }
}

type JudgedField = Omit<FormField, 'choices'> & { choices: { value: string; text?: string }[] }

/** What each answer becomes: a field of the conversation, its department or priority, or a consent. */
function takenOf(fields: readonly JudgedField[], { is, answers }: FilledForm): TakenForm {
  const taken: TakenForm = { is, fields: {}, consents: [] }
  for (const { key, type, choices } of askedOf(fields, answers)) {
    const answer = answers[key]?.trim()
    if (!answer || key === MESSAGE_KEY) continue
    // Both were judged to be among the choices.
    if (type === 'department') taken.departmentId = answer as DepartmentId
    else if (type === 'priority') taken.priority = answer as Priority
    else if (type === 'consent') {
      const text = choices.find(({ value }) => value === answer)?.text ?? ''
      taken.consents.push({ key, version: answer, text })
    } else taken.fields[key] = answer
  }
  return taken
}

const DETAILS: Record<Fault, string> = {
  required: 'is required',
  email: 'must be an email address',
  phone: 'must be a phone number',
  number: 'must be a number',
  date: 'must be a date: YYYY-MM-DD',
  choice: 'must be one of the choices; a consent names the version of the present text',
  too_long: 'is too long',
  unknown: 'is not a field of the form',
  not_asked: 'is not asked with these answers: leave it out',
}

function errorOf({ key, fault }: { key: string; fault: Fault }): JudgedForm['errors'][number] {
  return { pointer: `#/body/form/answers/${key}`, detail: DETAILS[fault] }
}
