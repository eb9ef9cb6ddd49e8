import * as z from 'zod'
import { Actor } from './actor.ts'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { ConversationId, MessageId } from './ids.ts'
import { pageLimit } from './page.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** Words of a text around what was found; `marks` are the found words, as places in `text` from and to. */
export const Excerpt = z.strictObject({
  text: z.string(),
  marks: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
})
export type Excerpt = z.infer<typeof Excerpt>

/** A message that has the words, with what a list of results shows of it. */
export const MessageHit = z.strictObject({
  conversationId: ConversationId,
  messageId: MessageId,
  /** A note is between agents. */
  kind: z.enum(['msg.new', 'note.new']),
  actor: Actor,
  ts: Timestamp,
  excerpt: Excerpt,
  /** The visitor whose conversation it is, as far as he is known. */
  who: z.string().nullable(),
  status: ConversationRow.shape.status,
})
export type MessageHit = z.infer<typeof MessageHit>

export const searchEndpoints = {
  search: endpoint(ROUTES.search, {
    summary: 'Conversations by the visitor’s name and address, and messages by their words, the newest first',
    query: z.strictObject({
      /** Words; the last one may be a beginning. All of them must be there. */
      text: z.string().min(1).max(200),
      /** Only messages of the visitor, of agents, or notes. */
      said: z.enum(['visitor', 'agent', 'note']).optional(),
      /** Only messages from then on, or before then. */
      since: Timestamp.optional(),
      until: Timestamp.optional(),
      limit: pageLimit(50).optional(),
    }),
    response: z.strictObject({
      conversations: z.array(ConversationRow),
      messages: z.array(MessageHit),
      /** There is more than is given, or was looked at: another word narrows it down. */
      more: z.strictObject({ conversations: z.boolean(), messages: z.boolean() }),
    }),
    errors: [],
  }),
}
