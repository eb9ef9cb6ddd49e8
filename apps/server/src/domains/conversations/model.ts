import {
  type Actor,
  type AgentId,
  type CloseReason,
  type Cmid,
  type ConversationId,
  type CreateKey,
  type DepartmentId,
  type EventBodies,
  type EventId,
  type EventKind,
  type Fx,
  isVisibleKind,
  type MessageBody,
  type SiteId,
  type VisitorId,
  type WorkspaceId,
} from '@parley/protocol'
import {
  type ConversationFold,
  type MentionFold,
  type MessageFold,
  newConversation,
  newMessage,
  type Reducible,
  reduceConversation,
  reduceMentions,
  reduceMessage,
} from '@parley/protocol/reduce'

/** The tenant and the log: every function of the log takes both (S4). */
export type Ref = { workspaceId: WorkspaceId; conversationId: ConversationId }

/** The folded state of a message, in both numberings (SYNC-30). */
export type StoredState = MessageFold<Date> & { ord: number; vseq?: number }

/** One event of the log as it is stored (SYNC-9). */
export type EventRecord = {
  _id: EventId
  workspaceId: WorkspaceId
  conversationId: ConversationId
  /** 1..n without a hole: the agents' numbering. */
  ord: number
  /** 1..m without a hole: the visitors'; absent on kinds a visitor never sees. */
  vseq?: number
  /** The highest `vseq` at or before this event. */
  vmax: number
  kind: EventKind
  /** Follows `kind` ({@link EventBodies}); null once it was erased. */
  body: EventBodies[EventKind] | null
  fx?: Fx
  actor: Actor
  cmid: Cmid
  /** Hash of kind and body; absent once erased. */
  h?: string
  ts: Date
  origin: { channel: Channel; externalId?: string }
  state?: StoredState
  /** Search words, written later by a job (SYNC-10). */
  tokens?: string[]
  lang?: string
}
export type Channel = 'chat' | 'mail' | 'api'

/** A chat between agents as it was begun; who takes part since is folded (`participants`). */
export type TeamStart = { isDirect: boolean; name: string | null; members: Actor[] }
/** Where chats between agents are: a department that no workspace has, so that no list of conversations holds them. */
export const TEAM_DEPARTMENT: DepartmentId = `dep_${'0'.repeat(20)}`

/** Where a fold of the log stands: numbers and ids of the events `ord` and `vseq`. */
export type Head = { ord: number; vseq: number; id: EventId | null; vid: EventId | null; ts: Date | null }

/** A conversation's summary as it is stored, or the same folded further, to the head of the log (SYNC-12). */
export type ConversationRecord = ConversationFold<Date> & {
  _id: ConversationId
  workspaceId: WorkspaceId
  siteId: SiteId | null
  departmentId: DepartmentId
  /** The visitor who began it, or with whom an agent did; null when a mail did. */
  visitorId: VisitorId | null
  channel: Channel | 'team'
  /** Of a chat between agents alone. */
  team?: TeamStart
  createKey: CreateKey
  createdAt: Date
  head: Head
  /** Below these numbers retention has cut. */
  floor: { ord: number; vseq: number }
  /** List keys of today and of the last 30 days (SYNC-36). */
  listKeys: string[]
  left: { key: string; at: Date }[]
  /** The store's clock at the last fold. */
  changedAt: Date
  /** When an agent answered first, and what the visitor had waited for it; absent until then. */
  firstAnswer?: { at: Date; ms: number }
  /** The `ord` of the event by which its snooze was over: unread up to there for whoever it is assigned to. */
  woken?: number
  /** Why it was closed; absent or null where it is not, or nobody said so. */
  reason?: CloseReason | null
  /** An agent began it, and whether the visitor has not said anything yet; absent where he began it himself. */
  isUnanswered?: boolean
  /** Whom notes mention: absent while none did, and nobody's any more where that was taken back. */
  notedTo?: readonly MentionFold[]
  /** The same as ids: what their list is found by. */
  mentioned?: AgentId[]
  /** Search words of the visitor's name and address. */
  tokens?: string[]
  /** An attempt to merge it, from before the event until after it: two that meet see each other (see `merges.ts`). */
  merging?: { to: ConversationId; at: Date } | null
  erasedAt?: Date
}

export type NewConversation = Pick<
  ConversationRecord,
  '_id' | 'workspaceId' | 'siteId' | 'departmentId' | 'visitorId' | 'channel' | 'createKey'
> &
  Partial<Pick<ConversationRecord, 'contactId' | 'team'>>

/** A conversation before its first event: it stands in no list, and nothing that `start` may have come to since is in it. */
export function emptyRecord(start: NewConversation, at: Date): ConversationRecord {
  const { contactId = null, team } = start
  return {
    ...start,
    ...newConversation<Date>(),
    ...(team && { participants: team.members, fields: team.name === null ? {} : { name: team.name } }),
    contactId,
    head: { ord: 0, vseq: 0, id: null, vid: null, ts: null },
    floor: { ord: 0, vseq: 0 },
    listKeys: [],
    left: [],
    createdAt: at,
    changedAt: at,
  }
}

/** The event as the shared reducers read it. */
export function reducible(event: EventRecord): Reducible<Date> {
  const { _id: id, kind, body, fx, actor, ts } = event
  return { id, kind, body, fx, actor, ts } as Reducible<Date> // the store keeps `body` by `kind`, as it was written
}

/** The conversation after its next event. Throws unless that is the one at `head.ord + 1` (SYNC-31). */
export function foldEvent(before: ConversationRecord, event: EventRecord): ConversationRecord {
  const { head } = before
  const ms = event.fx?.firstResponseMs
  if (event.ord !== head.ord + 1) throw new Error(`cannot fold ${event.ord} onto ${head.ord}`)
  return {
    ...before,
    ...reduceConversation<Date>(before, reducible(event)),
    departmentId: departmentAfter(before, event),
    ...(ms !== undefined && { firstAnswer: { at: event.ts, ms } }),
    ...unansweredAfter(before, event),
    ...wokenBy(event),
    ...reasonAfter(before, event),
    ...mentionsAfter(before, event),
    head: {
      ord: event.ord,
      vseq: event.vmax,
      id: event._id,
      vid: event.vseq === undefined ? head.vid : event._id,
      ts: event.ts,
    },
  }
}

function unansweredAfter({ isUnanswered }: ConversationRecord, { kind, fx, actor }: EventRecord) {
  if (fx?.opened && actor.type === 'agent') return { isUnanswered: true }
  return isUnanswered && kind === 'msg.new' && actor.type !== 'agent' ? { isUnanswered: false } : {}
}

function departmentAfter({ departmentId }: ConversationRecord, { kind, body, fx }: EventRecord): DepartmentId {
  if (kind === 'conv.department' && body) return (body as EventBodies['conv.department']).departmentId
  return fx?.form?.departmentId ?? departmentId
}

function wokenBy({ kind, body, actor, ord }: EventRecord): { woken?: number } {
  const isOver =
    kind === 'conv.snooze' && actor.type === 'system' && (body as { until?: unknown } | null)?.until === null
  return isOver ? { woken: ord } : {}
}

/** It goes with the next change of the status: of a reopened conversation it would be wrong. */
function reasonAfter(
  { reason = null }: ConversationRecord,
  { kind, fx }: EventRecord,
): { reason?: CloseReason | null } {
  const next = fx?.reason ?? null
  if (kind === 'conv.status') return next || reason ? { reason: next } : {}
  const isOpen = kind === 'conv.snooze' || (fx?.status !== undefined && fx.status !== 'closed')
  return reason && isOpen ? { reason: null } : {}
}

const NOBODY: readonly MentionFold[] = []

function mentionsAfter({ notedTo: before = NOBODY, team }: ConversationRecord, event: EventRecord) {
  // The list of mentions is one of conversations; who is named in a chat is told by its notice.
  if (team) return {}
  const mentions = reduceMentions(before, reducible(event), event.ord)
  if (mentions === before) return {}
  return { notedTo: mentions, mentioned: [...new Set(mentions.flatMap(({ agentIds }) => agentIds))] }
}

/** A message as it is before any event about it. */
export function stateOf(message: EventRecord): StoredState {
  if (message.state) return message.state
  const { ord, vseq, body } = message
  return { ord, ...(vseq !== undefined && { vseq }), ...newMessage<Date>(body as MessageBody | null) } // msg.new and note.new
}

/** The message's state after those of `events` that are newer than it (SYNC-30). */
export function foldState(message: EventRecord, events: readonly EventRecord[]): StoredState {
  let state = stateOf(message)
  for (const event of events) {
    if (event.ord <= state.ord) continue
    const { ord, vseq } = event
    state = { ...reduceMessage<Date>(state, reducible(event)), ord, ...(vseq !== undefined && { vseq }) }
  }
  return state
}

/** The numbers that the event after `head` gets, from its stored predecessor and nothing else (SYNC-22). */
export function numbersAfter(head: Head, kind: EventKind) {
  if (!isVisibleKind(kind)) return { ord: head.ord + 1, vmax: head.vseq }
  return { ord: head.ord + 1, vseq: head.vseq + 1, vmax: head.vseq + 1 }
}

/** Whether somebody waits for an agent, whichever. */
export function isWaiting({ status, assigneeId, waitingSince, erasedAt }: ConversationRecord): boolean {
  return status === 'open' && assigneeId === null && waitingSince !== null && !erasedAt
}

/** Whether the conversation takes one of the agent's slots: his it must be, and not closed. */
export const holdsSlot = (state: ConversationRecord | null, agentId: AgentId): boolean =>
  state?.assigneeId === agentId && state.status !== 'closed'

/** With whom it is: the visitor, and the person he proved to be. */
export const whomOf = ({ visitorId, contactId }: Pick<ConversationRecord, 'visitorId' | 'contactId'>): string[] =>
  [visitorId, contactId].filter((id) => id !== null)

export const departmentKey = (id: DepartmentId) => `dep:${id}`
export const assigneeKey = (id: AgentId) => `agt:${id}`
export const teamKey = (id: AgentId) => `tem:${id}`
export const mentionKey = (id: AgentId) => `men:${id}`
/** The agents who take part. */
export const membersOf = ({ participants }: Pick<ConversationRecord, 'participants'>): AgentId[] =>
  participants.flatMap(({ type, id }) => (type === 'agent' ? [id as AgentId] : [])) // by its type

/** The lists a conversation stands in now. */
export function presentKeys(record: ConversationRecord): string[] {
  if (record.updatedAt === null || record.erasedAt) return []
  if (record.team) return membersOf(record).map(teamKey)
  const keys = [departmentKey(record.departmentId)]
  if (record.assigneeId) keys.push(assigneeKey(record.assigneeId))
  return record.mentioned ? [...keys, ...record.mentioned.map(mentionKey)] : keys
}

/** `listKeys` and `left` after a fold at `now`: what it left is remembered for `memoryMs` (SYNC-36). */
export function listKeysAfter(record: ConversationRecord, now: Date, memoryMs: number) {
  const present = presentKeys(record)
  const known = new Map(record.left.map(({ key, at }) => [key, at]))
  for (const key of record.listKeys) if (!known.has(key)) known.set(key, now)
  const left = [...known]
    .filter(([key, at]) => !present.includes(key) && now.getTime() - at.getTime() < memoryMs)
    .map(([key, at]) => ({ key, at }))
  return { listKeys: [...present, ...left.map(({ key }) => key)], left }
}
