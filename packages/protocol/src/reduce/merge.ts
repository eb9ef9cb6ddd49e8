import type { ConversationId } from '../ids.ts'
import type { ConversationFold } from './fold.ts'
import type { Reducible } from './message.ts'

/**
 * What a merge makes of both summaries (SYNC-93): the one that closes remembers how it was, the other one what came to
 * it. `before` the event's consequences, `after` them; the status is one of these.
 */
export function reduceMerge<T>(
  before: ConversationFold<T>,
  after: ConversationFold<T>,
  event: Reducible<T>,
): ConversationFold<T> {
  const { kind, body } = event
  if (kind === 'conv.merge' && body) return body.to ? closed(before, after, body.to) : reopened(before, after)
  if ((kind !== 'link.add' && kind !== 'link.remove') || body?.type !== 'conversation') return after
  const id = body.id as ConversationId // what links of this type name
  const had = before.merged ?? []
  const others = had.filter((one) => one.id !== id)
  if (kind === 'link.remove')
    return { ...after, merged: others, waitingSince: ownWait(before, had.find((one) => one.id === id)?.since ?? null) }
  const since = body.since === undefined ? null : momentOf<T>(body.since, event.ts)
  return { ...after, merged: [...others, { id, since }], waitingSince: earlier(before.waitingSince, since) }
}

function closed<T>(before: ConversationFold<T>, after: ConversationFold<T>, to: ConversationId): ConversationFold<T> {
  const { status, waitingSince } = before
  return { ...after, movedTo: to, beforeMerge: { status, waitingSince }, waitingSince: null, request: null }
}

function reopened<T>(before: ConversationFold<T>, after: ConversationFold<T>): ConversationFold<T> {
  return { ...after, movedTo: null, beforeMerge: null, waitingSince: before.beforeMerge?.waitingSince ?? null }
}

/** The store has moments as dates, clients as texts: as the event's own one is. */
export const momentOf = <T>(text: string, like: T): T => (like instanceof Date ? new Date(text) : text) as T

export const timeOf = (at: unknown) => new Date(at as Date | string).getTime() // one of the two

export function earlier<T>(one: T | null, other: T | null): T | null {
  if (one === null || other === null) return one ?? other
  return timeOf(other) < timeOf(one) ? other : one
}

/** Since when its own visitor waits, without what came with the merge. */
function ownWait<T>({ waitingSince, lastVisible }: ConversationFold<T>, since: T | null): T | null {
  if (waitingSince === null || since === null || timeOf(waitingSince) !== timeOf(since)) return waitingSince
  const isHis = lastVisible?.actor.type === 'visitor' || lastVisible?.actor.type === 'contact'
  return isHis && timeOf(lastVisible.ts) > timeOf(since) ? lastVisible.ts : null
}
