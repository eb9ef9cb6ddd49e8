import type { Actor } from '../actor.ts'
import type { AgentId, ContactId, ConversationId, MessageId } from '../ids.ts'

export type LastFold<T> = {
  messageId: MessageId
  kind: 'msg.new' | 'note.new'
  actor: Actor
  text: string
  attachments: number
  ts: T
}

/** A conversation's summary as a fold of its log: what agents and visitors see of it is cut from this (R30). */
export type ConversationFold<T> = {
  status: 'open' | 'pending' | 'snoozed' | 'closed'
  /** When it wakes, in ISO; null unless it is snoozed. */
  snoozedUntil: string | null
  /** The status as far as visitors are told of it: a snooze does not change it (R38). */
  visibleStatus: 'open' | 'pending' | 'snoozed' | 'closed'
  assigneeId: AgentId | null
  assigneeName: string | null
  priority: 'low' | 'normal' | 'high' | 'urgent'
  tags: string[]
  /** `name` and `email` are the visitor's, as he gave them. */
  fields: Record<string, string>
  participants: Actor[]
  rating: number | null
  /** The note that asks the supervisors for help, while nobody has; agents only. */
  request: { messageId: MessageId; by: AgentId; at: T } | null
  /** Where it was merged into, and how it was before: absent unless it is (SYNC-93). */
  movedTo?: ConversationId | null | undefined
  beforeMerge?: Pick<ConversationFold<T>, 'status' | 'waitingSince'> | null
  /** What was merged into it, the oldest merge first, and since when its visitor waited there; agents only. */
  merged?: { id: ConversationId; since: T | null }[] | undefined
  /** Messages that go on in another conversation, the oldest split first; `since`: the wait that went with them. Agents only. */
  split?: { id: ConversationId; messageIds: MessageId[]; since: T | null }[] | undefined
  /** The messages of another conversation that it began with; agents only. */
  splitFrom?: { id: ConversationId; messageIds: MessageId[] } | undefined
  /** The person who proved that it is his: by a signed identity, never by what a page says. */
  contactId: ContactId | null
  /** The newest thing said, notes included; agents only. */
  last: LastFold<T> | null
  /** The newest thing said that the visitor may see. */
  lastVisible: LastFold<T> | null
  waitingSince: T | null
  counts: { messages: number; visitor: number; notes: number }
  updatedAt: T | null
  /** Moved by visible events alone: a note must not show in a visitor's `updatedAt` (R38). */
  visibleAt: T | null
}
