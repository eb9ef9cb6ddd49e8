import * as z from 'zod'
import { ContactProfile } from './contact-profile.ts'
import { endpoint } from './endpoint.ts'
import { AgentId, ContactId } from './ids.ts'
import { Cursor } from './page.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** By what two contacts look like one person, as it is compared: addresses and ids in small letters, numbers by their last digits. */
export const LikenessKind = z.enum(['email', 'phone', 'externalId'])
export type LikenessKind = z.infer<typeof LikenessKind>

/** What one contact takes from the other: a part of him, or a custom field by its key. */
export const MergeKey = z
  .string()
  .max(60)
  .regex(/^(name|email|phone|company|locale|note|field:[A-Za-z][A-Za-z0-9_]{0,39})$/)
export type MergeKey = z.infer<typeof MergeKey>

/** Somebody who was taken into this contact, as long as it can be undone. */
export const ContactMerge = z.strictObject({
  from: ContactId,
  /** What he was called. */
  name: z.string().nullable(),
  by: AgentId,
  at: Timestamp,
  /** Until then it can be undone. */
  until: Timestamp,
  /** What the contact took from him and somebody changed since: undoing leaves it as it is. */
  changed: z.array(MergeKey),
})
export type ContactMerge = z.infer<typeof ContactMerge>

const Version = z.int().min(0)
const params = z.strictObject({ id: ContactId })

export const contactMergeEndpoints = {
  listDuplicates: endpoint(ROUTES.listDuplicates, {
    summary: 'Contacts that look like one person, group by group, some hundreds of contacts a page',
    query: z.strictObject({ cursor: Cursor.optional() }),
    response: z.strictObject({
      groups: z.array(z.strictObject({ by: LikenessKind, contacts: z.array(ContactProfile) })),
      cursor: Cursor.nullable(),
    }),
    errors: [],
  }),
  findDuplicates: endpoint(ROUTES.findDuplicates, {
    summary: 'Who looks like this contact, and who was merged into him',
    params,
    response: z.strictObject({
      likely: z.array(z.strictObject({ by: z.array(LikenessKind), contact: ContactProfile })),
      merged: z.array(ContactMerge),
    }),
    errors: ['contact_not_found'],
  }),
  mergeContact: endpoint(ROUTES.mergeContact, {
    summary:
      'Take another contact into this one, with his visitors, conversations and tags; the same again changes nothing',
    params,
    body: z.strictObject({
      from: ContactId,
      /** What both were when it was chosen. */
      versions: z.strictObject({ into: Version, from: Version }),
      /** What the contact takes from the other; the rest stays his own. */
      take: z.array(MergeKey).max(60),
    }),
    response: ContactProfile,
    errors: ['contact_not_found', 'changed_since', 'field_verified', 'contact_identified', 'list_full', 'unchanged'],
  }),
  undoMerge: endpoint(ROUTES.undoMerge, {
    summary: 'Make two of them again; what somebody changed since stays, and is told',
    params: z.strictObject({ id: ContactId, fromId: ContactId }),
    response: z.strictObject({ contact: ContactProfile, kept: z.array(MergeKey) }),
    errors: ['contact_not_found', 'unchanged'],
  }),
}
