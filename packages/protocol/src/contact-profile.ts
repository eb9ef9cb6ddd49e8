import * as z from 'zod'
import { AttributeKey, Attributes, AttributeValue, Company, Person } from './contact.ts'
import { ContactId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Tag } from './status.ts'
import { Timestamp } from './time.ts'

/** What a person is described by; of each it is known whether his signed identity told it. */
export const PersonField = z.enum(['name', 'email', 'phone', 'company', 'locale'])
export type PersonField = z.infer<typeof PersonField>

/** A contact as agents see and edit him. What is not among `verified`, an agent, an import or his page said. */
export const ContactProfile = z.strictObject({
  id: ContactId,
  /** Counts his changes: a change names the one that it was made on. */
  version: z.int().min(0),
  /** The host's own id of him; null when nobody told one. */
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  company: Company.nullable(),
  locale: z.string().nullable(),
  /** He proved who he is, at least once. */
  isVerified: z.boolean(),
  /** What his signed identity told: agents and imports do not change it. */
  verified: z.array(PersonField),
  tags: z.array(z.string()),
  /** What the team wrote down of him; no visitor sees it. */
  note: z.string(),
  /** By the keys of the workspace's fields. */
  fields: Attributes,
  /** What his signed identity told besides. */
  attributes: Attributes,
  hasConversation: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** When he was there last; null: never, as far as is known. */
  seenAt: Timestamp.nullable(),
})
export type ContactProfile = z.infer<typeof ContactProfile>

const atMost = (count: number) => (record: object) => Object.keys(record).length <= count

/** What an agent says of a contact; null takes away. */
export const ContactChanges = z
  .strictObject({
    name: Person.shape.name.nullable(),
    email: Person.shape.email.nullable(),
    phone: Person.shape.phone.nullable(),
    /** By its name alone; which one it is for the host stays as it was. */
    company: z.string().trim().min(1).max(120).nullable(),
    locale: Person.shape.locale.nullable(),
    note: z.string().max(LIMITS.contactNoteLength),
    tags: z.array(Tag).max(LIMITS.contactTags),
    /** Set one by one. */
    fields: z.record(AttributeKey, AttributeValue.nullable()).refine(atMost(50), 'holds at most 50'),
  })
  .partial()
export type ContactChanges = z.infer<typeof ContactChanges>

export const ContactSort = z.enum(['seen', 'name', 'created'])
export type ContactSort = z.infer<typeof ContactSort>
