import * as z from 'zod'
import { DepartmentId } from '../ids.ts'
import { Priority } from '../status.ts'
import { ANSWER_LENGTH, MESSAGE_KEY } from './judge.ts'
import { Text } from './text.ts'

export const FieldType = z.enum([
  'text',
  'textarea',
  'email',
  'phone',
  'number',
  'date',
  'select',
  'radio',
  'checkbox',
  'department',
  'priority',
  'consent',
])
export type FieldType = z.infer<typeof FieldType>

/**
 * Names what a field's answer is kept as: `name`, `email`, `phone` are the visitor's own, `message` is the first message,
 * others are fields of the conversation.
 */
export const FieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const value = z.string().max(80)

export const FormField = z.strictObject({
  key: FieldKey,
  type: FieldType,
  /** Empty: the widget's own words for `name`, `email`, `phone`, `message`, `department` and `priority`. */
  label: Text(300),
  hint: Text(200),
  placeholder: Text(80),
  required: z.boolean(),
  /**
   * Of `select` and `radio`: what is kept, and what is shown. Of `department` and `priority`: those that are offered,
   * all when there are none.
   */
  choices: z.array(z.strictObject({ value, label: Text(80) })).max(30),
  /** Asked only while another field, further up, has one of these values. */
  when: z.strictObject({ key: FieldKey, in: z.array(value).min(1).max(30) }).nullable(),
})
export type FormField = z.infer<typeof FormField>

/** Types whose answer is one of the choices. */
const CHOSEN = ['select', 'radio']
/** Keys that the widget has words of its own for. */
const KNOWN_KEYS = ['name', 'email', 'phone', MESSAGE_KEY, 'department', 'priority']
/** What is kept of the visitor himself has one form only. */
const TYPE_OF: Partial<Record<string, FieldType>> = { email: 'email', phone: 'phone', [MESSAGE_KEY]: 'textarea' }

type Fields = readonly FormField[]
type Flaw = { at: (string | number)[]; message: string }

/** What no single field can be judged by: keys, choices, and conditions, which look further up only. */
function flawsOf(fields: Fields): Flaw[] {
  return fields.flatMap((field, i) => {
    const { key, type, label, choices, when } = field
    const expected = TYPE_OF[key]
    const flaws: (Flaw | false)[] = [
      fields.findIndex((one) => one.key === key) < i && { at: [i, 'key'], message: 'another field has this key' },
      expected !== undefined && type !== expected && { at: [i, 'type'], message: `must be ${expected} for this key` },
      !KNOWN_KEYS.includes(key) && !Object.values(label).some(Boolean) && { at: [i, 'label'], message: 'needs a text' },
      CHOSEN.includes(type) && choices.length === 0 && { at: [i, 'choices'], message: 'needs at least one choice' },
      !!when &&
        !fields.slice(0, i).some((one) => one.key === when.key) && {
          at: [i, 'when', 'key'],
          message: 'must be a field further up',
        },
      choices.some(({ value }, c) => choices.findIndex((one) => one.value === value) < c) && {
        at: [i, 'choices'],
        message: 'two choices are kept as the same',
      },
    ]
    return flaws.filter((flaw) => flaw !== false)
  })
}

/** A form: what it says and asks. What of it is empty the widget says in its own words. */
export const Form = z.strictObject({
  title: Text(80),
  lead: Text(300),
  button: Text(40),
  fields: z
    .array(FormField)
    .max(20)
    .superRefine((fields, context) => {
      for (const { at, message } of flawsOf(fields)) context.addIssue({ code: 'custom', path: at, message })
    }),
})
export type Form = z.infer<typeof Form>

const needs = (fields: Fields, key: string) => fields.some((field) => field.key === key && field.required)

export const FormsOptions = z.strictObject({
  /** Before the first message of a conversation: nothing, the name, or the form below. */
  preset: z.enum(['none', 'name', 'full']),
  prechat: Form,
  /** In place of the chat while closed. */
  offlineOn: z.boolean(),
  /** Has to ask for the message and for an address to answer to. */
  offline: Form.refine(({ fields }) => fields.length === 0 || (needs(fields, 'email') && needs(fields, MESSAGE_KEY)), {
    path: ['fields'],
    message: 'must ask for `email` and `message`, both required',
  }),
  /** A card after the first message that asks how to reach the visitor, when that is not known yet. */
  capture: z.enum(['none', 'email', 'phone']),
})
export type FormsOptions = z.infer<typeof FormsOptions>

/**
 * What was answered, by key; a field that was left empty is absent. A checkbox says `yes`, a consent the version of the
 * text that was agreed to.
 */
export const Answers = z
  .partialRecord(FieldKey, z.string().max(ANSWER_LENGTH))
  .refine((answers) => Object.keys(answers).length <= 20, 'at most 20 answers')
export type Answers = z.infer<typeof Answers>

/** The answers that travel with the message which begins a conversation. */
export const FilledForm = z.strictObject({ is: z.enum(['prechat', 'offline']), answers: Answers })
export type FilledForm = z.infer<typeof FilledForm>

/** What the log keeps of a form: on the event that began the conversation, as its consequence. */
export const TakenForm = z.strictObject({
  is: FilledForm.shape.is,
  /** Become the conversation's fields. */
  fields: z.record(z.string(), z.string()),
  departmentId: DepartmentId.optional(),
  priority: Priority.optional(),
  /** What was agreed to, word by word; the event tells when. */
  consents: z.array(z.strictObject({ key: FieldKey, version: z.string(), text: z.string() })),
})
export type TakenForm = z.infer<typeof TakenForm>
