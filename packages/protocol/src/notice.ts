import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, ConversationId, MessageId, NoticeId } from './ids.ts'
import { NOTICE_KINDS } from './notice-kinds.ts'
import { pageLimit } from './page.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** What an agent was told of: kept until he clears it, for 30 days at the longest, the newest 500. */
export const Notice = z.strictObject({
  id: NoticeId,
  kind: z.enum(NOTICE_KINDS),
  conversationId: ConversationId,
  /** The message that it is about; null where it is about the whole conversation. */
  messageId: MessageId.nullable(),
  /** The agent who did it; null where a visitor or the server did. */
  by: AgentId.nullable(),
  /** How the visitor is called now. */
  visitor: z.string().nullable(),
  at: Timestamp,
  isRead: z.boolean(),
})
export type Notice = z.infer<typeof Notice>

const MOST_IDS = 100
/** More than this are not counted: "99+". */
const unread = z.int().min(0)

export const noticeEndpoints = {
  listNotices: endpoint(ROUTES.listNotices, {
    summary: 'What the agent who asks was told of, the newest first, and how much of it he has not read (at most 100)',
    /** `before`: those older than this one. */
    query: z.strictObject({ before: NoticeId.optional(), limit: pageLimit(100).optional() }),
    response: z.strictObject({ notices: z.array(Notice), unread, hasMore: z.boolean() }),
    errors: [],
  }),
  markNotices: endpoint(ROUTES.markNotices, {
    summary: 'Mark own notices as read or unread: those named, those of a conversation, or all',
    body: z
      .strictObject({
        ids: z.array(NoticeId).min(1).max(MOST_IDS).optional(),
        conversationId: ConversationId.optional(),
        isRead: z.boolean(),
      })
      .refine(({ ids, conversationId }) => !ids || !conversationId, 'names notices or a conversation, not both'),
    response: z.strictObject({ unread }),
    errors: [],
  }),
  clearNotices: endpoint(ROUTES.clearNotices, {
    summary: 'Take all own notices away',
    status: 204,
    errors: [],
  }),
}
