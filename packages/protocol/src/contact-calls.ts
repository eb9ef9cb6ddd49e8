import * as z from 'zod'
import { AttributeKey } from './contact.ts'
import { ContactChanges, ContactProfile, ContactSort } from './contact-profile.ts'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { ContactId, VisitorId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Cursor, pageLimit } from './page.ts'
import { ROUTES } from './routes.ts'
import { Tag } from './status.ts'
import { Timestamp } from './time.ts'
import { Visitor } from './visitor.ts'

const onContact = { params: z.strictObject({ id: ContactId }), errors: ['contact_not_found'] } as const
const YesNo = z.enum(['true', 'false'])

/** Which contacts, by what is known of them; all of it must fit. */
export const ContactFilter = z.strictObject({
  /** Words of names, addresses and numbers; the last one may be a beginning. */
  search: z.string().max(200).optional(),
  tag: Tag.optional(),
  /** A custom field that has this value. */
  field: AttributeKey.optional(),
  value: z.string().max(500).optional(),
  seenAfter: Timestamp.optional(),
  seenBefore: Timestamp.optional(),
  hasConversation: YesNo.optional(),
  verified: YesNo.optional(),
})
export type ContactFilter = z.infer<typeof ContactFilter>

/** A person whole: himself, his browsers, and his conversations that whoever asks may read, the newest first. */
const WholeContact = z.strictObject({
  contact: ContactProfile,
  visitors: z.array(Visitor),
  conversations: z.array(ConversationRow),
})

export const contactCallEndpoints = {
  listContacts: endpoint(ROUTES.listContacts, {
    summary: 'A page of contacts; those who were there last come first unless another order is asked for',
    query: ContactFilter.extend({
      sort: ContactSort.optional(),
      cursor: Cursor.optional(),
      limit: pageLimit(LIMITS.pageSize).optional(),
    }),
    response: z.strictObject({
      contacts: z.array(ContactProfile),
      cursor: Cursor.nullable(),
      /** A search found more than it looks at: another word narrows it down. */
      truncated: z.boolean(),
    }),
    errors: [],
  }),
  createContact: endpoint(ROUTES.createContact, {
    summary: 'A contact by hand; of a visitor who is nobody yet what he said is taken along',
    body: ContactChanges.extend({ visitorId: VisitorId.optional() }),
    status: 201,
    response: ContactProfile,
    errors: ['visitor_not_found', 'unchanged'],
  }),
  getContact: endpoint(ROUTES.getContact, {
    summary: 'A contact with his browsers and conversations, the newest first',
    ...onContact,
    response: WholeContact,
  }),
  updateContact: endpoint(ROUTES.updateContact, {
    summary: 'Change what is known of a contact, as he was at `version`',
    params: onContact.params,
    body: z.strictObject({ version: z.int().min(0), changes: ContactChanges }),
    response: ContactProfile,
    errors: ['contact_not_found', 'changed_since', 'field_verified'],
  }),
  linkVisitor: endpoint(ROUTES.linkVisitor, {
    summary: 'Say by hand that a visitor who is nobody yet is this contact; it opens nothing to the visitor',
    params: onContact.params,
    body: z.strictObject({ visitorId: VisitorId }),
    status: 204,
    errors: ['contact_not_found', 'visitor_not_found', 'unchanged'],
  }),
  unlinkVisitor: endpoint(ROUTES.unlinkVisitor, {
    summary: 'Take back that a visitor is this contact, where that was said by hand',
    params: z.strictObject({ id: ContactId, visitorId: VisitorId }),
    status: 204,
    errors: ['contact_not_found', 'visitor_not_found', 'unchanged'],
  }),
}
