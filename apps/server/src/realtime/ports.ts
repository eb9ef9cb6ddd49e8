import type {
  AckFrame,
  AgentId,
  CancelFrame,
  ClientFrame,
  ConversationId,
  DepartmentId,
  EventId,
  Mark,
  NackFrame,
  SendFrame,
  SiteId,
  WorkspaceId,
} from '@parley/protocol'
import type { Principal, VisitorPrincipal } from '../lib/principal.ts'
import type { Sink } from './sink.ts'

/** Whose numbering: `ord` for agents, `vseq` for visitors. */
export type Audience = Principal['type']
export type LogRef = { workspaceId: WorkspaceId; conversationId: ConversationId }

/**
 * An event as a connection gets it: its number and id in the reader's numbering, and the `ev` frame as text; `to`: the
 * conversation in which its readers go on; `without`: who reads nothing behind it.
 */
export type Told = { n: number; id: EventId; text: string; to?: ConversationId; without?: AgentId }

/** What stands in the way of a subscription, or where it may begin. */
export type Opened =
  | { is: 'gone' }
  | { is: 'moved'; to: ConversationId }
  /** `floor`: below it retention has cut; `folded`: up to where (in `ord`) the summary has folded. */
  | { is: 'open'; floor: number; folded: number; place?: QueuePlace | null }

/** Where a conversation would wait for an agent; null where that is not told. */
export type QueuePlace = { departmentId: DepartmentId; siteId: SiteId; mayWait: boolean }

/** Who tells visitors their place while they wait. */
export type QueueFeed = {
  /** Tells `sink` from now on; the result ends it. */
  follow(sink: Sink, conversationId: ConversationId, place: QueuePlace): () => void
}

export type LogSlice = {
  events: Told[]
  /** There was more than the limits allow to send (SYNC 8: `far`). */
  isCut: boolean
  /** The `ord` of the last event of the slice; 0 when there is none. */
  ord: number
}

/** A conversation of a list that changed: its row as a frame, with the keys it stands under; or that it left this list. */
export type ListChange = { conversationId: ConversationId; ord: number; changedAt: Date; text: string; keys: string[] }

export type Beyond = { conversationId: ConversationId; audience: Audience; n: number }

/** Who watches over sites: visitors on the line hear of theirs, agents are counted as there. */
export type SiteFeed = {
  /** From now on; the result ends it. */
  attend(sink: Sink): () => void
}

/** What sockets and long-polls ask of conversations; the domain implements it. */
export type ConversationFeed = {
  /** A command; every refusal is an answer, nothing is thrown but bugs. */
  submit(principal: Principal, frame: SendFrame | CancelFrame): Promise<AckFrame | NackFrame>
  /** May `principal` follow this log, and from where? A majority read (SYNC-58). */
  open(principal: Principal, conversationId: ConversationId): Promise<Opened>
  /** Events from `n` on, itself included, in the reader's numbering. */
  read(ref: LogRef, audience: Audience, range: { from: number; limit: number; maxBytes: number }): Promise<LogSlice>
  /** Which of these logs reach beyond `n`: one query on the log's index (SYNC-47). */
  listBeyond(positions: readonly (LogRef & { audience: Audience; n: number })[]): Promise<Beyond[]>
  /** The summary was found behind the log: fold it (SYNC-34). */
  repair(ref: LogRef): void
  listMarks(ref: LogRef, reader: Principal): Promise<Mark[]>
  /** Whether agents may see what `principal` is typing before it is sent: his site says so, and tells him. */
  mayPreview(principal: Principal): Promise<boolean>
  mark(principal: Principal, mark: Extract<ClientFrame, { t: 'recv' | 'read' }>): void
  /** The lists that a conversation stands in, at most five seconds ago. */
  rowKeys(ref: LogRef): Promise<readonly string[]>
  mayList(principal: Principal, key: string): Promise<boolean>
  /** For each visitor what agents began with him that he has not answered, as far as he may read it. */
  listBegun(visitors: readonly VisitorPrincipal[]): Promise<ConversationId[][]>
  /** With whom agents of a tenant began what changed since a moment; ids of visitors and of persons. */
  listBegunSince(
    workspaceId: WorkspaceId,
    range: { since: Date; limit: number },
  ): Promise<{ at: Date; whom: string[]; isCut: boolean }>
  /** What changed in a list since a moment, by the store's clock, with the moment this read began (SYNC-39). */
  listChanges(
    workspaceId: WorkspaceId,
    key: string,
    range: { since: Date; limit: number },
  ): Promise<{ at: Date; changes: ListChange[]; isCut: boolean }>
}
