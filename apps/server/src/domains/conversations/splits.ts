import {
  type EventBodies,
  eventIdOf,
  isRetryable,
  LIMITS,
  messageIdOf,
  type Split,
  type VisitorId,
} from '@parley/protocol'
import { awayIn } from '@parley/protocol/reduce'
import { derivedCmid } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import { type Decide, hashOf, type Refusal, refuse } from './command.ts'
import type { Log } from './log.ts'
import type { ConversationRecord, EventRecord, Ref } from './model.ts'

type Deps = { log: Log }

/** What a conversation begins with: messages of `record`, in its order. */
export type Source = { record: ConversationRecord; split: Split }
type Wanted = { split: Split; visitorId: VisitorId | undefined }

/** Messages looked at for one that still waits for an answer. */
const MOST_LOOKED_AT = 200

/** What a split asks of the log whose messages go on elsewhere, and tells it afterwards. Nothing is moved. */
export function createSplits({ log }: Deps) {
  return {
    /** The messages with which an agent begins a conversation, or why they may not go. */
    async source(by: AgentPrincipal, { split, visitorId }: Wanted): Promise<Source | Refusal> {
      const ref: Ref = { workspaceId: by.workspaceId, conversationId: split.from }
      const record = await log.state(ref)
      if (!record || !mayRead(by, record)) return refuse('conversation_not_found', `No conversation ${split.from}.`)
      const refusal = refusalOf(record, { split, visitorId })
      if (refusal) return refusal
      const ids = new Set(split.messageIds.map(eventIdOf))
      const found = (await log.events.listByIds(ref, [...ids])).filter(isSaid).sort((a, b) => a.ord - b.ord)
      if (found.length < ids.size) return refuse('message_not_found', 'Only messages that are there can go.')
      return { record, split: { from: split.from, messageIds: found.map(({ _id }) => messageIdOf(_id)) } }
    },

    /**
     * Tells the log whose messages went, by the event that the new conversation began with; again without harm. Throws
     * when the store does not answer.
     */
    async tell(event: EventRecord): Promise<void> {
      const { split } = event.fx ?? {}
      if (!split) return
      const { workspaceId, conversationId: to } = event
      const ref: Ref = { workspaceId, conversationId: split.from }
      const body = { to, messageIds: split.messageIds, ...(await waitsIn({ log }, ref, split)) }
      const cmid = derivedCmid(event.ts, [event._id, 'conv.split', split.from])
      const command = { cmid, h: hashOf('conv.split', { to }), actor: event.actor }
      const decide: Decide = (state) =>
        state.split?.some(({ id }) => id === to)
          ? refuse('unchanged', 'It is told already.')
          : { kind: 'conv.split', body }
      const outcome = await log.append({ ...ref, command, decide })
      // Merged away or erased meanwhile: there is nothing left to tell.
      if (!outcome.ok && isRetryable(outcome.code)) throw new Error(`conv.split: ${outcome.code}`)
    },
  }
}
export type Splits = ReturnType<typeof createSplits>

function refusalOf(record: ConversationRecord, { split, visitorId }: Wanted): Refusal | null {
  if (record.team || record.channel !== 'chat') return refuse('invalid_request', 'Only a chat with a visitor is split.')
  if (!visitorId || record.visitorId !== visitorId)
    return refuse('not_same_person', 'The messages are of a conversation with somebody else.')
  if (record.movedTo) return refuse('changed_since', 'Somebody merged it meanwhile.')
  const away = awayIn(record)
  if (split.messageIds.some((id) => away.has(id)))
    return refuse('changed_since', 'Some of these messages went into another conversation already.')
  // Those that were taken back stay in the summary too.
  if ((record.split?.length ?? 0) >= LIMITS.splitConversations)
    return refuse('invalid_request', `It was split into ${LIMITS.splitConversations} already.`)
  return null
}

/** Notes stay where they are, and so does what was taken away. */
const isSaid = ({ kind, body, state }: EventRecord) =>
  kind === 'msg.new' && body !== null && (!state || state.body !== null)

const isVisitors = ({ kind, actor }: EventRecord) =>
  kind === 'msg.new' && (actor.type === 'visitor' || actor.type === 'contact')

/** Whether the visitor's wait began with one that goes, and since when he waits for what stays. */
async function waitsIn(
  { log }: Deps,
  ref: Ref,
  { messageIds }: Split,
): Promise<Pick<EventBodies['conv.split'], 'waited' | 'waits'>> {
  const state = await log.state(ref)
  if (!state?.waitingSince) return {}
  const since = state.waitingSince
  // What others split off before does not wait here any more either.
  const gone = new Set([...messageIds, ...awayIn(state).keys()].map(eventIdOf))
  const went = await log.events.listByIds(ref, messageIds.map(eventIdOf))
  const first = went.find((event) => isVisitors(event) && event.ts.getTime() === since.getTime())
  if (!first) return {}
  const range = { numbering: 'ord', from: first.ord + 1, limit: MOST_LOOKED_AT } as const
  const stays = (await log.events.range(ref, range)).find((event) => isVisitors(event) && !gone.has(event._id))
  return { waited: since.toISOString(), ...(stays && { waits: stays.ts.toISOString() }) }
}
