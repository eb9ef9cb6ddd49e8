import * as z from 'zod'
import { Actor } from './actor.ts'
import { MessageId } from './ids.ts'
import { LIMITS } from './limits.ts'

/** What a message answers, so that a reader needs no second read: as it was said when it was quoted. */
export const Quote = z.strictObject({
  messageId: MessageId,
  actor: Actor,
  /** Its first words, or the names of its files. Null from when it was deleted or redacted: a quote keeps nothing (SYNC-92). */
  text: z.string().max(LIMITS.quoteLength).nullable(),
})
export type Quote = z.infer<typeof Quote>
