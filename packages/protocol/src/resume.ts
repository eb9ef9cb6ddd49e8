import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ConversationId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** The secret of a link that continues a conversation: the tenant, and 256 random bits. */
export const ResumeToken = z.string().regex(/^wsp_[0-9a-z]{20}\.[A-Za-z0-9_-]{43}$/)

export const resumeEndpoints = {
  createResumeLink: endpoint(ROUTES.createResumeLink, {
    summary: 'A link with which one browser may continue this conversation, within 7 days (SYNC-87)',
    params: z.strictObject({ id: ConversationId }),
    status: 201,
    response: z.strictObject({ url: z.url(), expiresAt: Timestamp }),
    errors: ['conversation_not_found'],
  }),
  resumeConversation: endpoint(ROUTES.resumeConversation, {
    summary: 'Continues in this browser the conversation that a link names; the same browser may ask again',
    body: z.strictObject({ token: ResumeToken }),
    response: z.strictObject({ conversationId: ConversationId }),
    errors: ['link_expired'],
  }),
}
