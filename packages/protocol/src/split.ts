import * as z from 'zod'
import { ConversationId, MessageId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Timestamp } from './time.ts'

const messageIds = z.array(MessageId).min(1).max(LIMITS.splitMessages)

/** Messages of another conversation of the same person with which a new one begins. They stay where they were said. */
export const Split = z.strictObject({ from: ConversationId, messageIds })
export type Split = z.infer<typeof Split>

/**
 * Of the conversation where they were said: they go on in `to`. `waited`: the visitor's wait began with one of them;
 * `waits`: since when he waits for an answer to what stays.
 */
export const SplitBody = z.strictObject({
  to: ConversationId,
  messageIds,
  waited: Timestamp.optional(),
  waits: Timestamp.optional(),
})
