import type { Actor, AgentId, Timestamp } from '@parley/protocol'
import type { Reducible } from '@parley/protocol/reduce'
import type { Folding, OwnFold } from '../sync/log-copy.ts'

/** What a snapshot tells of the summary that a visitor sees. */
export function beginOwn({ own }: Parameters<Folding['begin']>[0]): OwnFold {
  const { status = 'open', rating = null, assignee } = own ?? {}
  return {
    ...{ status, rating, participants: [] },
    assigneeId: (assignee?.id ?? null) as AgentId | null,
    assigneeName: assignee?.name ?? null,
  }
}

/**
 * The summary as far as a visitor sees it: status, assignee, rating, participants. For these it is the shared reducer,
 * which a test holds it to; counts, tags and previews are the agents'.
 */
export function reduceOwn(before: OwnFold, { kind, fx, body, actor }: Reducible<Timestamp>): OwnFold {
  const after = { ...before, ...(fx?.status && { status: fx.status }) }
  if (fx?.assigneeId !== undefined) assign(after, fx.assigneeId, (fx.assigneeId && actor.name) ?? null)
  if (kind === 'msg.new') join(after, actor)
  if (!body) return after
  if (kind === 'conv.status') after.status = body.status
  else if (kind === 'conv.assign') assign(after, body.assigneeId, body.name)
  else if (kind === 'conv.rate') after.rating = body.score
  else if (kind === 'part.join') join(after, body.who)
  else if (kind === 'part.leave') after.participants = after.participants.filter(({ id }) => id !== body.who.id)
  return after
}

function assign(fold: OwnFold, id: AgentId | null, name: string | null): void {
  fold.assigneeId = id
  fold.assigneeName = name
}

function join(fold: OwnFold, actor: Actor): void {
  if (!fold.participants.some(({ id }) => id === actor.id)) fold.participants = [...fold.participants, actor]
}
