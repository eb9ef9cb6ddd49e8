import * as z from 'zod'
import { ListKey, Position } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { AckFrame, CancelFrame, SendFrame, ServerFrame } from './frame.ts'
import { ConversationId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

const levels = z.tuple([z.int().min(1), z.int().min(1)])

/** The HTTP twin of the socket (SYNC-73): the same functions, the same answers. */
export const syncEndpoints = {
  appendEvent: endpoint(ROUTES.appendEvent, {
    summary: 'Append an event: the body of `send` or `cancel`; header `Idempotency-Key` equal to its cmid',
    body: z.union([SendFrame, CancelFrame]),
    response: AckFrame,
    errors: [
      'conversation_not_found',
      'message_not_found',
      'attachment_not_found',
      'agent_not_found',
      'visitor_not_found',
      'visitor_gone',
      'department_not_found',
      'forbidden',
      'blocked',
      'closed',
      'canceled',
      'cmid_conflict',
      'too_many_files',
      'moved',
      'already_assigned',
      'already_answered',
      'answer_invalid',
      'at_capacity',
      'unchanged',
      'out_of_order',
      'form_required',
      'form_invalid',
      'too_large',
      'store',
      'busy',
    ],
  }),
  sync: endpoint(ROUTES.sync, {
    summary: 'Long-poll: what happened after the positions, at once when there is something, else at the first hint',
    body: z.strictObject({
      v: levels,
      epoch: z.string().max(64).optional(),
      positions: z.record(ConversationId, Position),
      lists: z.record(ListKey, Timestamp.nullable()),
      /** Watermarks to move first: conversation → `recv` and `read`. */
      marks: z
        .record(
          ConversationId,
          z.strictObject({ recv: z.int().optional(), read: z.int().optional(), gen: z.int().optional() }),
        )
        .optional(),
      /** Seconds. */
      wait: z.int().min(0).max(LIMITS.longPollSeconds),
    }),
    response: z.strictObject({ epoch: z.string(), now: Timestamp, frames: z.array(ServerFrame) }),
    errors: ['busy'],
  }),
}
