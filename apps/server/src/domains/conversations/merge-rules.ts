import type { ConversationId, EventBodies } from '@parley/protocol'
import { type Decision, type Refusal, refuse } from './command.ts'
import type { EventStore } from './event-store.ts'
import { type ConversationRecord, type EventRecord, foldEvent } from './model.ts'
import type { Now, Prepared } from './rule.ts'

/**
 * What may come after a merge in the log that it closed: its undoing, what erases, and whose it is, since a person who
 * proves who he is keeps what he said there (SYNC-86, SYNC-93).
 */
export const follows = (kind: string): boolean => FOLLOWING.has(kind)
const FOLLOWING: ReadonlySet<string> = new Set(['conv.merge', 'conv.contact', 'msg.redact', 'note.redact'])

/** What was said of a person is taken away wherever it lies (S15). */
export const erases = ({ kind, body }: Decision): boolean =>
  kind === 'conv.field' && (body as EventBodies['conv.field']).value === null

/** Whoever writes there is told where it went, and sends the same command there. */
export const movedFrom = (to: ConversationId): Refusal => ({
  ...refuse('moved', 'This was merged into another conversation.'),
  to,
})

/** Where the readers of its log go on from this event. */
export function movesTo({ kind, body }: Pick<EventRecord, 'kind' | 'body'>): { to?: ConversationId } {
  const { to } = (kind === 'conv.merge' && (body as EventBodies['conv.merge'] | null)) || {}
  return to ? { to } : {}
}

/** Where a conversation went, by its log: a merge that its summary tells of may have been undone since. */
export async function movedNow(
  events: Pick<EventStore, 'listAfter'>,
  record: ConversationRecord,
): Promise<ConversationId | null> {
  if (!record.movedTo) return null
  const { workspaceId, _id: conversationId, head } = record
  const pending = await events.listAfter({ workspaceId, conversationId }, head.ord)
  return pending.reduce(foldEvent, record).movedTo ?? null
}

/**
 * Whether everybody who may read the one may read the other: the same browser on the same site, or the same person who
 * proved who he is. That agents take two visitors for one person proves nothing: one of them would lose what he wrote.
 */
export function isSamePerson(one: ConversationRecord, other: ConversationRecord): boolean {
  if (one.siteId !== other.siteId || one.channel !== other.channel) return false
  if (one.contactId !== null || other.contactId !== null) return one.contactId === other.contactId
  return one.visitorId !== null && one.visitorId === other.visitorId
}

/** Into another conversation of the same person, or back out of it. */
export function merge({ body, mergeTo }: Prepared, { state }: Now): Decision | Refusal {
  const { to } = body as EventBodies['conv.merge'] // judged by the schema of its kind
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (to === null) return undoing(state)
  // Not `moved`: the same command, sent on to where this went, would merge that one.
  if (state.movedTo) return refuse('changed_since', 'Somebody merged it already.')
  if (!mergeTo) return refuse('conversation_not_found', 'No such conversation.')
  if (!isSamePerson(state, mergeTo)) return refuse('not_same_person', 'The conversations are of different people.')
  return { kind: 'conv.merge', body: { to: mergeTo._id }, fx: { status: 'closed' } }
}

function undoing({ movedTo, beforeMerge }: ConversationRecord): Decision | Refusal {
  if (!movedTo) return refuse('unchanged', 'It is not merged.')
  const { status = 'open' } = beforeMerge ?? {}
  return {
    kind: 'conv.merge',
    body: { to: null, from: movedTo },
    fx: { status: status === 'snoozed' ? 'open' : status },
  }
}
