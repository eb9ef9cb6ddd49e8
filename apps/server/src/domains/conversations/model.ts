import type {
  Actor,
  Cmid,
  ConversationId,
  CreateKey,
  DepartmentId,
  EventBodies,
  EventId,
  EventKind,
  Fx,
  SiteId,
  VisitorId,
  WorkspaceId,
} from '@parley/protocol'
import { isVisibleKind } from '@parley/protocol'
import {
  type ConversationFold,
  type MessageFold,
  newConversation,
  type Reducible,
  reduceConversation,
} from '@parley/protocol/reduce'

export type Channel = 'chat' | 'mail' | 'api'

/** What edits, deletion and reactions made of a message, as of `ord` (SYNC-30). */
export type StoredState = MessageFold<Date> & { ord: number; vseq?: number }

/** One document of the log (SYNC-9). */
export type EventRecord = {
  _id: EventId
  workspaceId: WorkspaceId
  conversationId: ConversationId
  ord: number
  /** Absent, not null, on kinds that a visitor never sees. */
  vseq?: number
  vmax: number
  kind: EventKind
  body: EventBodies[keyof EventBodies] | null
  fx?: Fx
  actor: Actor
  cmid: Cmid
  /** SHA-256 of kind and canonical body as sent; absent once erased. */
  h?: string
  ts: Date
  origin: { channel: Channel; externalId?: string }
  state?: StoredState
  lang?: string
  /** Search words; written later by a job (SYNC-10). */
  tokens?: string[]
}

export type Head = { ord: number; vseq: number; id: EventId | null; vid: EventId | null; ts: Date | null }

/** A conversation's summary: derived from the log, rebuildable from it (SYNC-12). */
export type ConversationRecord = ConversationFold<Date> & {
  _id: ConversationId
  workspaceId: WorkspaceId
  siteId: SiteId | null
  departmentId: DepartmentId
  visitorId: VisitorId | null
  contactId: null
  channel: Channel
  createKey: CreateKey | null
  head: Head
  floor: { ord: number; vseq: number }
  listKeys: string[]
  /** Keys of lists it left, for 30 days more (SYNC-36). */
  left: { key: string; at: Date }[]
  /** Words of the visitor's name and address, for search. */
  tokens: string[]
  createdAt: Date
  changedAt: Date
  movedTo?: ConversationId
  erasedAt?: Date
}

export type NewConversation = Pick<
  ConversationRecord,
  '_id' | 'workspaceId' | 'siteId' | 'departmentId' | 'visitorId' | 'channel' | 'createKey'
>

/** The document that stands before the first event: `head.ord = 0`, in no list. */
export function emptyRecord(start: NewConversation, at: Date): ConversationRecord {
  return {
    ...start,
    contactId: null,
    ...newConversation<Date>(),
    head: { ord: 0, vseq: 0, id: null, vid: null, ts: null },
    floor: { ord: 0, vseq: 0 },
    listKeys: [],
    left: [],
    tokens: [],
    createdAt: at,
    changedAt: at,
  }
}

/** The summary after `event`, which must be the one at `head.ord + 1`. */
export function foldEvent(record: ConversationRecord, event: EventRecord): ConversationRecord {
  if (event.ord !== record.head.ord + 1) throw new Error(`cannot fold ${event.ord} onto ${record.head.ord}`)
  return {
    ...record,
    ...reduceConversation<Date>(record, reducible(event)),
    head: {
      ord: event.ord,
      vseq: event.vmax,
      id: event._id,
      vid: event.vseq === undefined ? record.head.vid : event._id,
      ts: event.ts,
    },
  }
}

/** An event as the shared reducers read it. The store holds for each kind the body that belongs to it. */
export function reducible(event: EventRecord): Reducible<Date> {
  return { kind: event.kind, id: event._id, body: event.body, fx: event.fx, actor: event.actor, ts: event.ts } as Reducible<Date>
}

const LEFT_MS = 30 * 24 * 60 * 60_000

/** The lists that `record` stands in, those it left within 30 days included (SYNC-36). */
export function withListKeys(before: ConversationRecord, record: ConversationRecord, now: Date): ConversationRecord {
  if (record.head.vseq === 0) return record
  const current: string[] = [`dep:${record.departmentId}`]
  if (record.assigneeId) current.push(`agt:${record.assigneeId}`)
  const gone = before.listKeys.filter((key) => !current.includes(key) && !before.left.some((one) => one.key === key))
  const left = [...before.left, ...gone.map((key) => ({ key, at: now }))].filter(
    (one) => !current.includes(one.key) && now.getTime() - one.at.getTime() < LEFT_MS,
  )
  return { ...record, listKeys: [...current, ...left.map((one) => one.key)], left }
}

/** The numbers that the event after `tail` gets; `tail` is the last stored event or the empty beginning (SYNC-22). */
export function numbersAfter(tail: { ord: number; vmax: number }, kind: EventKind) {
  if (!isVisibleKind(kind)) return { ord: tail.ord + 1, vmax: tail.vmax }
  return { ord: tail.ord + 1, vseq: tail.vmax + 1, vmax: tail.vmax + 1 }
}
