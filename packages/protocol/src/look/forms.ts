import type { DepartmentId } from '../ids.ts'
import type { FilledForm, Form, FormField, FormsOptions } from '../options/forms.ts'
import { MESSAGE_KEY } from '../options/judge.ts'
import type { Text } from '../options/text.ts'
import type { PlainForm } from '../site.ts'
import type { Priority } from '../status.ts'

/** Departments that a form may offer. */
export type Departments = readonly { _id: DepartmentId; name: string }[]

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

/** What a consent says in one language: its label, and the hint below it. */
export function consentText({ label, hint }: FormField, say: (text: Text) => string): string {
  return [say(label), say(hint)].filter(Boolean).join(' ')
}

/** What a field offers: its own choices, or the priorities or departments that there are. */
export function choicesOf(field: FormField, departments: Departments): FormField['choices'] {
  if (field.type === 'priority' && field.choices.length === 0) return PRIORITIES.map((value) => ({ value, label: {} }))
  if (field.type !== 'department') return field.choices
  if (field.choices.length === 0) return departments.map(({ _id, name }) => ({ value: _id, label: { en: name } }))
  // A department that was given up is not offered any more.
  return field.choices.filter(({ value }) => departments.some(({ _id }) => _id === value))
}

type Reading = {
  say: (text: Text) => string
  departments: Departments
  /** Which text a consent would be to. */
  versionOf: (text: string) => string
}

/** A form as one visitor reads it. Labels that nobody wrote are empty: the widget has words of its own for the usual keys. */
export function plainForm(form: Form, { say, departments, versionOf }: Reading): PlainForm {
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
