import { createHash } from 'node:crypto'
import type {
  DepartmentId,
  FilledForm,
  Form,
  FormField,
  FormsOptions,
  Locale,
  PlainForm,
  Priority,
  TakenForm,
  Text,
} from '@parley/protocol'
import { textIn } from '@parley/protocol'
import { askedOf, type Fault, faultsOf, MESSAGE_KEY } from '@parley/protocol/forms'

/** Departments that a form may offer. */
export type Departments = readonly { _id: DepartmentId; name: string }[]

/** What came of the answers to a form. */
export type JudgedForm = {
  /** The site asks, and nothing was answered. */
  isMissing: boolean
  /** What is wrong, by place in the body of the command. */
  errors: { pointer: string; detail: string }[]
  /** What the conversation begins with; null where nothing was asked. */
  taken: TakenForm | null
}

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent']
const PLAIN = { label: {}, hint: {}, placeholder: {}, choices: [], when: null }
const NAME: FormField = { ...PLAIN, key: 'name', type: 'text', required: true }
const EMAIL: FormField = { ...PLAIN, key: 'email', type: 'email', required: true }
const MESSAGE: FormField = { ...PLAIN, key: MESSAGE_KEY, type: 'textarea', required: true }

/** The form that stands before the chat or, `offline`, in its place; null where nothing is asked. */
export function formOf({ preset, prechat, offlineOn, offline }: FormsOptions, is: FilledForm['is']): Form | null {
  if (is === 'offline') return offlineOn ? withFields(offline, [EMAIL, MESSAGE]) : null
  if (preset === 'none') return null
  return preset === 'name' ? { ...prechat, fields: [NAME] } : withFields(prechat, [NAME, { ...EMAIL, required: false }])
}

/** A form that nobody has written fields for asks the usual ones. */
function withFields(form: Form, usual: FormField[]): Form {
  return form.fields.length > 0 ? form : { ...form, fields: usual }
}

/** Which text was agreed to: the same letters, the same version. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** What a consent says in one language: its label, and the hint below it. */
function consentText({ label, hint }: FormField, say: (text: Text) => string): string {
  return [say(label), say(hint)].filter(Boolean).join(' ')
}

/** Every text that somebody may have agreed to: one for each language it was written in. */
function consentTexts(field: FormField, language: Locale): string[] {
  const locales = Object.keys({ ...field.label, ...field.hint })
  return [...new Set(locales.map((locale) => consentText(field, (text) => textIn(text, [locale], language))))]
}

function choicesOf(field: FormField, departments: Departments): FormField['choices'] {
  if (field.type === 'priority' && field.choices.length === 0) return PRIORITIES.map((value) => ({ value, label: {} }))
  if (field.type !== 'department') return field.choices
  if (field.choices.length === 0) return departments.map(({ _id, name }) => ({ value: _id, label: { en: name } }))
  // A department that was given up is not offered any more.
  return field.choices.filter(({ value }) => departments.some(({ _id }) => _id === value))
}

/** A form as one visitor reads it. Labels that nobody wrote are empty: the widget has words of its own for the usual keys. */
export function plainForm(form: Form, say: (text: Text) => string, departments: Departments): PlainForm {
  return {
    ...{ title: say(form.title), lead: say(form.lead), button: say(form.button) },
    fields: form.fields.map((field) => {
      const { key, type, required, when } = field
      return {
        ...{ key, type, required, when },
        ...{ label: say(field.label), hint: say(field.hint), placeholder: say(field.placeholder) },
        choices:
          type === 'consent'
            ? [{ value: versionOf(consentText(field, say)), label: '' }]
            : choicesOf(field, departments).map(({ value, label }) => ({ value, label: say(label) })),
      }
    }),
  }
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
