import type { Form, FormField } from '@parley/protocol'
import type { Wrong } from './section-model.ts'

/** Keys that the widget has words of its own for. */
const KNOWN = ['name', 'email', 'phone', 'message', 'department', 'priority']
const KEY = /^[a-z][a-z0-9_]{0,39}$/
export const FIELD_TYPES = [
  ...(['text', 'textarea', 'email', 'phone', 'number', 'date'] as const),
  ...(['select', 'radio', 'checkbox', 'department', 'priority', 'consent'] as const),
]
export const MOST_FIELDS = 20
export const MOST_CHOICES = 30

/** Whether the widget has words of its own for it, where none are written. */
export const isKnown = (key: string): boolean => KNOWN.includes(key)

/** What is wrong with a field, as the server judges it too. */
export type Flaw = 'key' | 'label' | 'choices' | 'when'

export function flawsOf(fields: readonly FormField[], at: number): Flaw[] {
  const field = fields[at]
  if (!field) return []
  const { key, type, label, choices, when } = field
  const values = choices.map(({ value }) => value)
  const isTwice = fields.some((one, n) => n < at && one.key === key)
  const isChosen = type === 'select' || type === 'radio'
  const areChoicesWrong = new Set(values).size < values.length || values.includes('') || (isChosen && !values.length)
  const found: [Flaw, boolean][] = [
    ['key', !KEY.test(key) || isTwice],
    ['label', !isKnown(key) && !Object.values(label).some(Boolean)],
    ['choices', areChoicesWrong],
    ['when', when !== null && !fields.slice(0, at).some((one) => one.key === when.key)],
  ]
  return found.flatMap(([flaw, is]) => (is ? [flaw] : []))
}

/** Every flaw of a form by its place. */
export function wrongOf(name: string, { fields }: Form): Wrong {
  return Object.fromEntries(
    fields.flatMap((_, at) => flawsOf(fields, at).map((flaw) => [`${name} ${at} ${flaw}`, flaw])),
  )
}

export function asksForContact({ fields }: Form): boolean {
  const asks = (key: string) => fields.some((field) => field.key === key && field.required)
  return fields.length === 0 || (asks('email') && asks('message'))
}

/** A field of a key that none has yet. */
export function newField(fields: readonly FormField[]): FormField {
  let n = fields.length + 1
  while (fields.some(({ key }) => key === `field_${n}`)) n++
  return {
    ...{ key: `field_${n}`, type: 'text', required: false, choices: [], when: null },
    ...{ label: {}, hint: {}, placeholder: {} },
  }
}

/** Another type takes the key that belongs to it, unless the key was chosen or is taken. */
export function withType(field: FormField, type: FormField['type'], fields: readonly FormField[]): FormField {
  const own = isKnown(type) ? type : field.key
  const isFree = /^field_\d+$/.test(field.key) && !fields.some(({ key }) => key === own)
  return { ...field, type, key: isFree ? own : field.key }
}

/** What a field is called where it is talked about. */
export function nameOf({ label, key }: FormField, locale: string): string {
  return label[locale] || Object.values(label).find(Boolean) || key
}
