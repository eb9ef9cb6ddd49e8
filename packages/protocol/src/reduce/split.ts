import type { ConversationId, MessageId } from '../ids.ts'
import type { Split } from '../split.ts'
import type { ConversationFold } from './fold.ts'
import { earlier, momentOf, timeOf } from './merge.ts'
import type { Reducible } from './message.ts'

type Gone<T> = NonNullable<ConversationFold<T>['split']>[number]

/**
 * What a split makes of both summaries: the new one knows what it began with, the other one what goes on elsewhere.
 * Whoever takes it back merges the new one into the other (SYNC-93): what went is back while it is merged.
 */
export function reduceSplit<T>(
  before: ConversationFold<T>,
  after: ConversationFold<T>,
  event: Reducible<T>,
): ConversationFold<T> {
  const { kind, body } = event
  // What agents alone are told: no reducer that visitors load knows of it.
  const { split } = (event.fx ?? {}) as { split?: Split }
  if (split) return { ...after, splitFrom: { id: split.from, messageIds: split.messageIds } }
  if (kind === 'conv.split' && body) return without(before, after, event)
  return kind === 'link.add' && body?.type === 'conversation' ? withAgain(before, after, body.id) : after
}

/** By message, the conversation where it goes on. */
export function awayIn({
  split = [],
  merged = [],
}: Pick<ConversationFold<unknown>, 'split' | 'merged'>): Map<MessageId, ConversationId> {
  const away = split.filter(({ id }) => !merged.some((one) => one.id === id))
  return new Map(away.flatMap(({ id, messageIds }) => messageIds.map((messageId) => [messageId, id] as const)))
}

function without<T>(
  before: ConversationFold<T>,
  after: ConversationFold<T>,
  { body, ts }: Extract<Reducible<T>, { kind: 'conv.split' }>,
): ConversationFold<T> {
  if (!body) return after
  const { to: id, messageIds } = body
  const { waitingSince, merged = [] } = before
  const waited = body.waited === undefined ? null : momentOf<T>(body.waited, ts)
  // Back already, before this was told: its wait is here.
  const isBack = merged.some((one) => one.id === id)
  const took = waited !== null && waitingSince !== null && timeOf(waited) === timeOf(waitingSince) && !isBack
  const gone: Gone<T> = { id, messageIds, since: took ? waited : null }
  const split = [...(before.split ?? []).filter((one) => one.id !== id), gone]
  if (!took) return { ...after, split }
  const waits = body.waits === undefined ? saidSince(before, gone) : momentOf<T>(body.waits, ts)
  return { ...after, split, waitingSince: waits }
}

/** When the visitor last said something that stays; null where he did not since, or an agent did. */
function saidSince<T>(before: ConversationFold<T>, { messageIds }: Gone<T>): T | null {
  const { lastVisible } = before
  if (!lastVisible || messageIds.includes(lastVisible.messageId)) return null
  if (awayIn(before).has(lastVisible.messageId)) return null
  return lastVisible.actor.type === 'visitor' || lastVisible.actor.type === 'contact' ? lastVisible.ts : null
}

/** It is back, and so is its wait, unless an agent answered here since. */
function withAgain<T>(before: ConversationFold<T>, after: ConversationFold<T>, id: string): ConversationFold<T> {
  const since = before.split?.find((one) => one.id === id)?.since ?? null
  const { lastVisible } = before
  const isAnswered = since !== null && lastVisible?.actor.type === 'agent' && timeOf(lastVisible.ts) > timeOf(since)
  return since === null || isAnswered ? after : { ...after, waitingSince: earlier(after.waitingSince, since) }
}
