import * as z from 'zod'
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

/** Names what a field's answer is kept as: `name`, `email`, `phone` are the visitor's own, others are fields of the conversation. */
export const FieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const value = z.string().max(80)

export const FormField = z.strictObject({
  key: FieldKey,
  type: FieldType,
  label: Text(120),
  hint: Text(200),
  placeholder: Text(80),
  required: z.boolean(),
  /** Of `select` and `radio`: what is kept, and what is shown. */
  choices: z.array(z.strictObject({ value, label: Text(80) })).max(30),
  /** Asked only while another field, further up, has one of these values. */
  when: z.strictObject({ key: FieldKey, in: z.array(value).min(1).max(30) }).nullable(),
})
export type FormField = z.infer<typeof FormField>

/** A form: what it says and asks. */
export const Form = z.strictObject({
  title: Text(80),
  lead: Text(300),
  button: Text(40),
  fields: z.array(FormField).max(20),
})
export type Form = z.infer<typeof Form>

export const FormsOptions = z.strictObject({
  /** Before the first message of a conversation: nothing, the name, or the form below. */
  preset: z.enum(['none', 'name', 'full']),
  prechat: Form,
  /** In place of the chat while closed. */
  offlineOn: z.boolean(),
  offline: Form,
  /** A card after the first message that asks how to reach the visitor, when that is not known yet. */
  capture: z.enum(['none', 'email', 'phone']),
})
export type FormsOptions = z.infer<typeof FormsOptions>

/** What was answered, by key. A checkbox and a consent say `yes` or are absent. */
export const Answers = z.partialRecord(FieldKey, z.string().max(2000))
export type Answers = z.infer<typeof Answers>
