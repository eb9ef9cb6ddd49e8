import * as z from 'zod'
import { Actor } from './actor.ts'
import { ConversationFilter, FilterText, ListSort } from './conversation-filter.ts'
import { endpoint } from './endpoint.ts'
import { FieldBody, LogEntry, TagBody } from './event.ts'
import { AgentId, ContactId, ConversationId, DepartmentId, EventId, MessageId, SiteId, VisitorId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Cursor, pageLimit, placeNumber, queryNumber } from './page.ts'
import { ROUTES } from './routes.ts'
import { CloseReason, ConversationStatus, Priority } from './status.ts'
import { Timestamp } from './time.ts'

/** What a client has applied: the number and the id of the last event; `{n: 0}` is the beginning (SYNC-14). */
export const Position = z.strictObject({ n: z.int().min(0), id: EventId.optional() })
export type Position = z.infer<typeof Position>

/** The newest thing said, as a list shows it. Notes stand in agents' rows only. */
export const LastMessage = z.strictObject({
  kind: z.enum(['msg.new', 'note.new']),
  actor: Actor,
  /** At most 140 characters. */
  text: z.string(),
  attachments: z.int().min(0),
  ts: Timestamp,
})
export type LastMessage = z.infer<typeof LastMessage>

/** A watermark of a participant in the reader's numbering (SYNC-14). */
export const Mark = z.strictObject({
  who: Actor.pick({ type: true, id: true }),
  recv: z.int().optional(),
  read: z.int().optional(),
})
export type Mark = z.infer<typeof Mark>

/** A conversation as agents' lists hold it: a whole state; of two the one with the higher `ord` is the newer (SYNC-37). */
export const ConversationRow = z.strictObject({
  id: ConversationId,
  ord: z.int().min(0),
  siteId: SiteId.nullable(),
  departmentId: DepartmentId,
  visitor: z.strictObject({ id: VisitorId, name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  /** The person whose it is, by his signed identity. */
  contactId: ContactId.optional(),
  /** `team`: between agents alone; see `team`. */
  channel: z.enum(['chat', 'mail', 'api', 'team']),
  /** Who takes part in a chat between agents; a direct one is between two, for good. */
  team: z.strictObject({ isDirect: z.boolean(), name: z.string().nullable(), memberIds: z.array(AgentId) }).optional(),
  status: ConversationStatus,
  /** When it wakes; while it is snoozed alone. */
  snoozedUntil: Timestamp.optional(),
  /** The number of the event by which its time had come: unread up to there for its assignee. */
  woken: z.int().optional(),
  /** Why it was closed; while it is, and where an agent said so. */
  reason: CloseReason.optional(),
  assigneeId: AgentId.nullable(),
  /** Where it was merged into; it is closed then. */
  movedTo: ConversationId.optional(),
  /** The conversations that were merged into it, the oldest merge first; `since`: from when a visitor waited there. */
  merged: z.array(z.strictObject({ id: ConversationId, since: Timestamp.nullable() })).optional(),
  /** Where messages of it went on, the oldest split first, and since when a visitor waited with them. One that is also in `merged` is back. */
  split: z
    .array(z.strictObject({ id: ConversationId, messageIds: z.array(MessageId), since: Timestamp.nullable() }))
    .optional(),
  /** The conversation whose messages it began with, and which they are. */
  splitFrom: z.strictObject({ id: ConversationId, messageIds: z.array(MessageId) }).optional(),
  priority: Priority,
  tags: z.array(z.string()),
  rating: z.int().nullable(),
  /** Whom notes mention, each with the number of the newest one: unread above one's own watermark. */
  mentions: z.record(AgentId, z.int()).optional(),
  /** The note that asks the supervisors for help, while nobody has. */
  request: z.strictObject({ messageId: MessageId, by: AgentId, at: Timestamp }).optional(),
  last: LastMessage.nullable(),
  /** Since when a visitor has waited for an answer; null while nobody waits. */
  waitingSince: Timestamp.nullable(),
  counts: z.strictObject({
    messages: z.int(),
    /** Messages of the visitor alone: unread = this minus what it was when the agent read last. */
    visitor: z.int(),
    notes: z.int(),
  }),
  createdAt: Timestamp,
  /** When something was last said or changed; lists are sorted by it, the newest first. */
  updatedAt: Timestamp,
})
export type ConversationRow = z.infer<typeof ConversationRow>

/** A conversation as its visitor sees it: nothing in it betrays notes (SYNC-16, R38). */
export const OwnConversation = z.strictObject({
  id: ConversationId,
  n: z.int().min(0),
  status: ConversationStatus.exclude(['snoozed']),
  assignee: Actor.nullable(),
  last: LastMessage.nullable(),
  unread: z.int().min(0),
  rating: z.int().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type OwnConversation = z.infer<typeof OwnConversation>

export const ListView = z.enum([
  'waiting',
  'mine',
  'mentions',
  'requests',
  'open',
  'pending',
  'snoozed',
  'closed',
  'all',
])
export type ListView = z.infer<typeof ListView>

/** What a list subscription is about: a department, what is assigned to an agent, where an agent is mentioned, his chats (SYNC-36). */
export const ListKey = z.string().regex(/^(dep:dep|agt:agt|men:agt|tem:agt)_[0-9a-hjkmnp-tv-z]{20}$/)
export type ListKey = string

/**
 * The beginning of a client's copy. `position` is the summary's folded number, never the log's head: the client resumes
 * from it, and applies an event to a message only when its `n` is above `state.n` (SYNC-48).
 */
export const Snapshot = z.strictObject({
  /** For agents. */
  row: ConversationRow.optional(),
  /** For agents: what was answered before the conversation, and what agents noted; by key. */
  fields: z.record(z.string(), z.string()).optional(),
  /** For the visitor. */
  own: OwnConversation.optional(),
  position: Position,
  entries: z.array(LogEntry),
  /** Whether there are entries before the first one here. */
  hasEarlier: z.boolean(),
  marks: z.array(Mark),
  /** For agents: where the reader's own watermark stands and how many messages of the visitor lie after it. */
  mine: z.strictObject({ read: z.int(), unread: z.int(), gen: z.int() }).optional(),
})
export type Snapshot = z.infer<typeof Snapshot>

const id = z.strictObject({ id: ConversationId })
const OWN_FIELDS = ['name', 'email', 'phone']
const Counts = z.partialRecord(ListView, z.int())

export const conversationEndpoints = {
  listConversations: endpoint(ROUTES.listConversations, {
    summary: 'A page of conversations of one view that fit a filter',
    query: z.strictObject({
      view: ListView,
      /** Narrows the view. */
      filter: FilterText.optional(),
      /** The most recently updated first, unless asked otherwise; `waiting` has the longest wait first. */
      sort: ListSort.optional(),
      /** Words of messages, names and addresses; the last one may be a beginning. */
      search: z.string().max(200).optional(),
      visitorId: VisitorId.optional(),
      cursor: Cursor.optional(),
      limit: pageLimit(LIMITS.pageSize).optional(),
    }),
    response: z.strictObject({
      rows: z.array(
        ConversationRow.extend({
          unread: z.int().min(0),
          /** How far the agent read, where notes mention him. */
          read: z.int().optional(),
        }),
      ),
      cursor: Cursor.nullable(),
      /** Where to begin the list subscriptions that keep this page true (SYNC-41). */
      at: Timestamp,
      /** The list keys whose rows this view is made of. */
      keys: z.array(ListKey),
      /** True when a search, or a filter that no index serves, looked at as much as it may and stopped; the cursor goes on. */
      truncated: z.boolean(),
    }),
    errors: [],
  }),
  countConversations: endpoint(ROUTES.countConversations, {
    summary: 'Live counts of the views that have one; 1000 means more than 999',
    response: z.strictObject({ counts: Counts }),
    errors: [],
  }),
  revalidateRows: endpoint(ROUTES.revalidateRows, {
    summary: 'The present number of each conversation on screen; absent ones are gone, or do not fit (SYNC-40)',
    body: z.strictObject({
      ids: z.array(ConversationId).max(LIMITS.pageSize),
      /** Only those of this view that fit this filter are answered. */
      within: z.strictObject({ view: ListView, filter: ConversationFilter }).optional(),
    }),
    response: z.strictObject({ rows: z.array(ConversationRow) }),
    errors: [],
  }),
  getConversation: endpoint(ROUTES.getConversation, {
    summary: 'Snapshot of a conversation in the numbering of whoever asks',
    params: id,
    response: Snapshot,
    errors: ['conversation_not_found', 'moved'],
  }),
  listEvents: endpoint(ROUTES.listEvents, {
    summary: 'A page of the log, after or before a number',
    params: id,
    query: z.strictObject({
      after: queryNumber(1e9).optional(),
      /** Below zero: what was merged into the conversation. */
      before: placeNumber(1e9).optional(),
      limit: pageLimit(LIMITS.pageSize).optional(),
    }),
    response: z.strictObject({ entries: z.array(LogEntry), hasMore: z.boolean() }),
    errors: ['conversation_not_found'],
  }),
  getMessageHistory: endpoint(ROUTES.getMessageHistory, {
    summary: 'What a message or a note said before it was changed, the oldest first; not of one that was taken away',
    params: z.strictObject({ id: ConversationId, messageId: MessageId }),
    response: z.strictObject({ versions: z.array(z.strictObject({ text: z.string(), by: Actor, at: Timestamp })) }),
    errors: ['conversation_not_found', 'message_not_found'],
  }),
  markUnread: endpoint(ROUTES.markUnread, {
    summary: 'Mark as unread from a message on, for the agent who asks (R23, I32)',
    params: id,
    body: z.strictObject({ from: MessageId }),
    response: z.strictObject({ read: z.int(), unread: z.int(), gen: z.int() }),
    errors: ['conversation_not_found', 'message_not_found'],
  }),
  describeConversation: endpoint(ROUTES.describeConversation, {
    summary:
      "What the visitor's page says of a conversation: attributes, tags that its site allows, priority; unverified",
    params: id,
    body: z.strictObject({
      /** Set one by one; null takes one away. The visitor's own (`name`, `email`, `phone`) are not set here. */
      fields: z
        .record(
          FieldBody.shape.key.refine((key) => !OWN_FIELDS.includes(key), 'is the visitor’s own'),
          FieldBody.shape.value,
        )
        .refine((fields) => Object.keys(fields).length <= 20, 'holds at most 20')
        .optional(),
      tags: TagBody.optional(),
      priority: Priority.optional(),
    }),
    status: 204,
    errors: ['conversation_not_found', 'tag_not_allowed', 'too_large'],
  }),
  listOwnConversations: endpoint(ROUTES.listOwnConversations, {
    summary: "The visitor's own conversations, the newest first",
    response: z.strictObject({
      conversations: z.array(OwnConversation),
      /** How he can be reached besides, as far as he said so himself: it need not be asked again. */
      known: z.array(z.enum(['name', 'email', 'phone'])),
    }),
    errors: [],
  }),
}
