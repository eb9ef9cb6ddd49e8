import type { LogEntry } from '@parley/protocol'
import { type OutboxEntry, requeued } from '../outbox/entries.ts'
import { hearAck } from '../outbox/sender.ts'
import type { Conversation, Surroundings } from './conversation.ts'

/** An own command that the log shows is settled, whatever became of its acknowledgement: an event wins over any refusal. */
export function settleBy(one: Conversation, { n, e: { cmid, kind, ts } }: LogEntry): void {
  const { sender } = one.around
  const conversationId = one.id.peek()
  const mine = sender.outbox.shown.peek().find((entry) => entry.cmid === cmid && entry.phase !== 'kept')
  const canceled = kind === 'cmid.cancel'
  if (conversationId && mine?.cancel === canceled) hearAck(sender, { cmid: mine.cmid, conversationId, n, ts, canceled })
}

/**
 * The log may have lost what it acknowledged before this line came up: commands of which `isLost` says so are sent again
 * (SYNC-66). What was acknowledged on this line is there; its event is on its way.
 */
export function sendAgain({ sender, liveAt }: Surroundings, isLost: (entry: OutboxEntry) => boolean): void {
  const which = (entry: OutboxEntry) => entry.phase === 'kept' && entry.ackedAt < liveAt && isLost(entry)
  const { outbox, tab } = sender
  if (outbox.stored().some(which)) void outbox.change(requeued(which, tab))
}
