import * as z from 'zod'
import { AttributeKey } from './contact.ts'
import { endpoint } from './endpoint.ts'
import { CustomFieldId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'

/** What a value of a field may be. A date is a day (`2026-11-22`), a link a whole web address. */
export const CustomFieldType = z.enum(['text', 'number', 'boolean', 'date', 'choice', 'link'])
export type CustomFieldType = z.infer<typeof CustomFieldType>

const Label = z.string().trim().min(1).max(60)
const Choices = z.array(z.string().trim().min(1).max(80)).max(LIMITS.customFieldChoices)

/** A field that an administrator defined, for every contact or every conversation of the workspace. */
export const CustomField = z.strictObject({
  id: CustomFieldId,
  about: z.enum(['contact', 'conversation']),
  /** What pages, imports and the API call it; it never changes. */
  key: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .refine((key) => AttributeKey.safeParse(key).success, 'is a name that every object has'),
  type: CustomFieldType,
  label: Label,
  /** Of a `choice`: what there is to choose from. */
  choices: Choices,
  /** Where it stands among the others, the lowest first. */
  position: z.int().min(0).max(1000),
  /** Asked and shown no more where nothing stands; values that are there stay. */
  archived: z.boolean(),
})
export type CustomField = z.infer<typeof CustomField>

const hasChoices = ({ type, choices = [] }: { type: CustomFieldType; choices?: string[] | undefined }) =>
  (type === 'choice') === choices.length > 0

export const customFieldEndpoints = {
  listCustomFields: endpoint(ROUTES.listCustomFields, {
    summary: 'The fields that administrators defined for contacts and conversations, in their order',
    response: z.strictObject({ fields: z.array(CustomField) }),
    errors: [],
  }),
  createCustomField: endpoint(ROUTES.createCustomField, {
    summary: 'Define a field; its key and its type are for ever',
    body: CustomField.pick({ about: true, key: true, type: true, label: true })
      .extend({ choices: Choices.optional() })
      .refine(hasChoices, 'needs choices for the type `choice`, and for no other'),
    status: 201,
    response: CustomField,
    errors: ['key_taken', 'too_many_fields'],
  }),
  updateCustomField: endpoint(ROUTES.updateCustomField, {
    summary: 'Change how a field is called, where it stands, what there is to choose from, or put it away',
    params: z.strictObject({ id: CustomFieldId }),
    body: CustomField.pick({ label: true, choices: true, position: true, archived: true }).partial(),
    response: CustomField,
    errors: ['field_not_found'],
  }),
}
