import { messageIdOf } from '../id.ts'
import type { AgentId, MessageId } from '../ids.ts'
import { type Reducible, targetOf } from './message.ts'

/** A note that mentions somebody, with its number: whoever read up to there has seen it. */
export type MentionFold = { messageId: MessageId; ord: number; agentIds: AgentId[] }

/** Of one conversation; what is older is in the thread, but calls nobody any more. */
const MOST = 100

/** Whom the notes of a conversation mention, the oldest first, after `event`, whose number is `ord`. */
export function reduceMentions(
  before: readonly MentionFold[],
  event: Reducible<unknown>,
  ord: number,
): readonly MentionFold[] {
  const agentIds = mentionedBy(event)
  if (event.kind === 'note.new')
    return agentIds.length > 0 ? [...before, { messageId: messageIdOf(event.id), ord, agentIds }].slice(-MOST) : before
  return event.kind.startsWith('note.') ? changed(before, event, { ord, agentIds }) : before
}

function mentionedBy({ kind, body }: Reducible<unknown>): AgentId[] {
  return ((kind === 'note.new' || kind === 'note.edit') && body?.mentions) || []
}

/** An edit mentions whom its text names; who is named for the first time has not seen it, whatever he read before. */
function changed(
  before: readonly MentionFold[],
  event: Reducible<unknown>,
  { ord, agentIds }: Pick<MentionFold, 'ord' | 'agentIds'>,
): readonly MentionFold[] {
  if (!/edit|del|redact/.test(event.kind)) return before
  const messageId = targetOf(event)
  const others = before.filter((one) => one.messageId !== messageId)
  const had = before.find((one) => one.messageId === messageId)
  if (!messageId || (!had && agentIds.length === 0)) return before
  if (agentIds.length === 0) return others
  const isNews = agentIds.some((id) => !had?.agentIds.includes(id))
  const after = { messageId, ord: isNews || !had ? ord : had.ord, agentIds }
  return [...others, after].sort((a, b) => a.ord - b.ord).slice(-MOST)
}

/** The number of the newest note that mentions `agentId`; 0 when none does. */
export function mentionOf(mentions: readonly MentionFold[], agentId: AgentId): number {
  return mentions.findLast(({ agentIds }) => agentIds.includes(agentId))?.ord ?? 0
}
