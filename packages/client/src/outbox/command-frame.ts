import type { Attachment, Cmid, Quote } from '@parley/protocol'
import type { OutgoingFrame } from '../connection/link.ts'
import type { OutboxEntry } from './entries.ts'

/** The frame of a command. It names the conversation once it is known, and the create key until then (SYNC-27). */
export function commandFrame(entry: OutboxEntry, after: Cmid | undefined): OutgoingFrame {
  const { cmid, conversationId, key, kind, again } = entry
  const target = conversationId && !again ? { conversationId } : { create: { key, ...entry.to } }
  if (entry.cancel) return { t: 'cancel', cmid, ...target }
  return { t: 'send', cmid, ...target, kind, body: wireBody(entry.body), after }
}

/** The outbox holds whole attachments and the words that are quoted, for the bubble; the wire takes their ids. */
function wireBody(body: unknown): unknown {
  const { attachments, quote, ...rest } = body as { attachments?: Attachment[]; quote?: Quote }
  return {
    ...rest,
    attachments: attachments?.length ? attachments.map(({ id }) => id) : undefined,
    replyTo: quote?.messageId,
  }
}
