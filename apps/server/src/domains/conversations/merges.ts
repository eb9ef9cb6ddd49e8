import { type ConversationId, type EventBodies, isRetryable } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { derivedCmid } from '../../lib/new-id.ts'
import type { Principal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import { type Decide, type Decision, hashOf, type Outcome, type Refusal, refuse } from './command.ts'
import type { Log } from './log.ts'
import type { ConversationRecord, EventRecord, Ref } from './model.ts'
import type { AgentDirectory } from './ports.ts'
import { followStatus } from './slots.ts'

type Deps = { log: Log; agents: AgentDirectory; clock: Clock }

/** Merges that follow one another: whoever meets more is in a circle, or nearly. */
const HOPS = 20
/** Conversations behind one that are looked at. */
const MOST_SOURCES = 100
/** An attempt to merge counts as one under way for so long: far beyond the time that an append may take (SYNC-25). */
const ATTEMPT_MS = 30_000

/** What a merge asks of other logs before its decision, and does in them after it. */
export function createMerges(deps: Deps) {
  return {
    /**
     * Where it would go: the end of the chain, since what was merged away takes nothing more; or why it may not. Two
     * merges that would close a circle meet here: each says first what it is about to do, then looks, so that the later
     * one sees the earlier.
     */
    async target(
      by: Principal,
      { workspaceId, conversationId }: Ref,
      to: ConversationId,
    ): Promise<ConversationRecord | Refusal> {
      const ref = { workspaceId, conversationId }
      const found = await lastOf(deps, { ...ref, conversationId: to })
      if (!found || !mayRead(by, found)) return refuse('conversation_not_found', `No conversation ${to}.`)
      const { _id } = found
      if (_id === ref.conversationId) return refuse('invalid_request', 'It would be merged into itself.')
      await deps.log.conversations.noteMerging(ref, { to: _id, at: deps.clock.now() })
      if (!(await leadsTo(deps, { ...ref, conversationId: _id }, ref.conversationId))) return found
      await deps.log.conversations.noteMerging(ref, null)
      return refuse('changed_since', 'Somebody is merging the other one just now.')
    },

    /** What was merged into a conversation, and into that. */
    async sourcesOf({ workspaceId, conversationId }: Ref): Promise<ConversationId[]> {
      const found = new Set([conversationId])
      for (const id of found) {
        if (found.size > MOST_SOURCES) break
        for (const { _id } of await deps.log.conversations.listMergedInto({ workspaceId, conversationId: id }))
          found.add(_id)
      }
      found.delete(conversationId)
      return [...found]
    },

    /** Why a merge may not be undone now; null when it may: what was merged last is undone first. */
    async undoing(ref: Ref): Promise<Refusal | null> {
      const { movedTo, merging } = (await deps.log.state(ref)) ?? {}
      const other = movedTo && (await deps.log.state({ ...ref, conversationId: movedTo }))
      if (other?.movedTo) return refuse('changed_since', 'The other one was merged too: undo that first.')
      // It is under way no more: else the same merge the other way round would look like a circle.
      if (movedTo && merging?.to === movedTo) await deps.log.conversations.noteMerging(ref, null)
      return null
    },

    /** Tells the other log of a merge, or of its undoing; again without harm. Throws when the store does not answer. */
    async tell(event: EventRecord): Promise<void> {
      const { to, from } = event.body as EventBodies['conv.merge'] // of its kind
      if (from) return unlink(deps, event, from)
      const source = await deps.log.state(event)
      // What was undone since is not told any more: nothing would take it back.
      if (to && source?.movedTo === to) await link(deps, event, { ...event, conversationId: to }, source)
    },
  }
}
export type Merges = ReturnType<typeof createMerges>

/** The conversation at the end of a chain of merges; null when there is none, or no end. */
async function lastOf({ log }: Deps, from: Ref): Promise<ConversationRecord | null> {
  let ref = from
  for (let hop = 0; hop < HOPS; hop++) {
    const state = await log.state(ref)
    if (!state?.movedTo) return state
    ref = { ...ref, conversationId: state.movedTo }
  }
  return null
}

/** Whether what is merged into `from`, or about to be, would come back to `id`. */
async function leadsTo({ log, clock }: Deps, from: Ref, id: ConversationId): Promise<boolean> {
  let ref: Ref | null = from
  for (let hop = 0; ref && hop < HOPS; hop++) {
    if (ref.conversationId === id) return true
    const state: ConversationRecord | null = await log.state(ref)
    const { merging } = state ?? {}
    const isUnderWay = merging && clock.now().getTime() - merging.at.getTime() < ATTEMPT_MS
    const next: ConversationId | null | undefined = state?.movedTo ?? (isUnderWay ? merging.to : null)
    ref = next ? { ...from, conversationId: next } : null
  }
  return ref !== null
}

/** What it was before decides whether somebody has to act in the other one now. */
async function link(deps: Deps, event: EventRecord, to: Ref, source: ConversationRecord): Promise<void> {
  const { status, waitingSince } = source.beforeMerge ?? {}
  const { conversationId: id } = event
  const body = { type: 'conversation' as const, id, ...(waitingSince && { since: waitingSince.toISOString() }) }
  for (let ref: Ref | null = to, hop = 0; ref && hop < HOPS; hop++) {
    if (status === 'open') await reopen(deps, event, ref)
    // The last of all: where it is linked, nothing is left to do.
    const outcome = await append(deps, event, ref, {
      kind: 'link.add',
      body,
      isDue: ({ merged = [] }) => !merged.some((one) => one.id === id),
    })
    // Merged on since it was looked at: then it is linked there.
    ref = !outcome.ok && outcome.to ? { ...to, conversationId: outcome.to } : null
  }
}

async function reopen(deps: Deps, event: EventRecord, to: Ref): Promise<void> {
  const wanted = { kind: 'conv.status', body: { status: 'open' } } as const
  const isLinked = ({ merged = [] }: ConversationRecord) => merged.some(({ id }) => id === event.conversationId)
  // What an agent closed since stays closed, however often this is told.
  const isDue = (state: ConversationRecord) => state.status !== 'open' && !isLinked(state)
  const outcome = await append(deps, event, to, { ...wanted, isDue })
  const isOpen = outcome.ok && (await deps.log.state(to))?.status === 'open'
  if (isOpen) await followStatus({ events: deps.log, agents: deps.agents }, to, 'open')
}

async function unlink(deps: Deps, event: EventRecord, from: ConversationId): Promise<void> {
  const { workspaceId, conversationId: id } = event
  await append(
    deps,
    event,
    { workspaceId, conversationId: from },
    {
      kind: 'link.remove',
      body: { type: 'conversation', id },
      isDue: ({ merged = [] }) => merged.some((one) => one.id === id),
    },
  )
}

type Consequence = Decision & { isDue(state: ConversationRecord): boolean }

/** In another log, by whoever merged, under an id that the merge alone decides. */
async function append(
  { log }: Deps,
  event: EventRecord,
  { workspaceId, conversationId }: Ref,
  { kind, body, isDue }: Consequence,
): Promise<Outcome> {
  const cmid = derivedCmid(event.ts, [event._id, kind, conversationId])
  const command = { cmid, h: hashOf(kind, body), actor: event.actor }
  const decide: Decide = (state) => (isDue(state) ? { kind, body } : refuse('unchanged', 'It is so already.'))
  const outcome = await log.append({ workspaceId, conversationId, command, decide })
  if (!outcome.ok && isRetryable(outcome.code)) throw new Error(`${kind} of a merge: ${outcome.code}`)
  return outcome
}
