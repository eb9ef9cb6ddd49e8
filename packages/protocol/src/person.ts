import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, ContactId, ErasureId, VisitorId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

const count = z.int().min(0)

/** What is kept of a person, counted. */
export const PersonCounts = z.strictObject({
  contacts: count,
  visitors: count,
  conversations: count,
  messages: count,
  notes: count,
  files: count,
})
export type PersonCounts = z.infer<typeof PersonCounts>

/** That a person was erased: when, by whom, how much it was, and nothing of the person but ids that lead nowhere. */
export const Erasure = z.strictObject({
  id: ErasureId,
  by: AgentId,
  state: z.enum(['running', 'done']),
  /** As it was when it began. */
  counts: PersonCounts,
  /** Conversations that it is through with. */
  at: count,
  contactIds: z.array(ContactId),
  visitorIds: z.array(VisitorId),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
})
export type Erasure = z.infer<typeof Erasure>

/** Who is meant: a contact, or a visitor who is nobody in particular; of one who is a contact, that person whole. */
export const PersonSubject = z.strictObject({ contactId: ContactId.optional(), visitorId: VisitorId.optional() })
export const isOnePerson = ({ contactId, visitorId }: z.infer<typeof PersonSubject>) => !contactId !== !visitorId
export const ONE_PERSON = 'needs either `contactId` or `visitorId`'
const errors = ['contact_not_found', 'visitor_not_found'] as const

export const personEndpoints = {
  countPerson: endpoint(ROUTES.countPerson, {
    summary: 'How much is kept of a person: what an erasure would take away',
    query: PersonSubject.refine(isOnePerson, ONE_PERSON),
    response: PersonCounts,
    errors: [...errors, 'rate'],
  }),
  linkPersonExport: endpoint(ROUTES.linkPersonExport, {
    summary: 'A short-lived link to all that is kept of a person, as an archive; what the team wrote only if asked for',
    body: PersonSubject.extend({ notes: z.boolean().optional() }).refine(isOnePerson, ONE_PERSON),
    response: z.strictObject({ url: z.url(), expiresAt: Timestamp }),
    errors,
  }),
  downloadPersonExport: endpoint(ROUTES.downloadPersonExport, {
    summary: 'The archive that a link was made for: JSON and files',
    params: z.strictObject({ token: z.string().regex(/^[\w.-]{20,590}$/) }),
    errors: ['link_expired', 'contact_not_found', 'visitor_not_found', 'rate'],
  }),
  listErasures: endpoint(ROUTES.listErasures, {
    summary: 'Who was erased, by whom and when, the newest first, at most 100',
    response: z.strictObject({ erasures: z.array(Erasure) }),
    errors: [],
  }),
  createErasure: endpoint(ROUTES.createErasure, {
    summary:
      'Erase a person for good; it goes on by itself after a restart. Asked for again while it runs it is the same one',
    body: PersonSubject.refine(isOnePerson, ONE_PERSON),
    status: 201,
    response: Erasure,
    errors: [...errors, 'rate'],
  }),
  getErasure: endpoint(ROUTES.getErasure, {
    summary: 'How far an erasure is',
    params: z.strictObject({ id: ErasureId }),
    response: Erasure,
    errors: ['erasure_not_found'],
  }),
}
