import * as z from 'zod'
import { Actor } from './actor.ts'
import { Attachment } from './attachment.ts'
import { MessageMetadata } from './contact.ts'
import {
  AgentId,
  AttachmentId,
  CloseReasonId,
  type Cmid,
  ContactId,
  ConversationId,
  DepartmentId,
  EventId,
  MessageId,
} from './ids.ts'
import { AGENT_ONLY_KINDS, VISIBLE_KINDS } from './kinds.ts'
import {
  DeleteBody,
  Draft,
  EditBody,
  MessageBody,
  MessageState,
  NoteBody,
  NoteDraft,
  NoteEditBody,
  NoteEditDraft,
  ReactBody,
} from './message.ts'
import { FieldKey, TakenForm } from './options/forms.ts'
import { ANSWER_LENGTH } from './options/judge.ts'
import { SaidCampaign } from './options/proactive.ts'
import { Split, SplitBody } from './split.ts'
import { CloseReason, ConversationStatus, Priority, Tag } from './status.ts'
import { Timestamp } from './time.ts'

/** Takes the assignment from `from` (null: nobody) to `assigneeId`; refused with `already_assigned` when somebody else holds it. */
export const AssignBody = z.strictObject({ assigneeId: AgentId.nullable(), from: AgentId.nullable() })
/**
 * Passes it on to a department, where it waits for somebody to take it; `from` as of {@link AssignBody}. Visitors see that
 * nobody has it any more (`fx`), not where it went.
 */
export const DepartmentBody = z.strictObject({ departmentId: DepartmentId, from: AgentId.nullable() })
export const StatusBody = z.strictObject({ status: ConversationStatus.exclude(['snoozed']) })
/** `reasonId`: why an agent closes it; the event tells it to agents alone (`fx`). */
export const StatusChange = StatusBody.extend({ reasonId: CloseReasonId.optional() })
export type StatusChange = z.infer<typeof StatusChange>
export const TagBody = z.strictObject({ add: z.array(Tag).max(20), remove: z.array(Tag).max(20) })
export const FieldBody = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  value: z.string().max(500).nullable(),
})
/** `was`: what stood there when the new value was typed; where it is another by now, the change is refused. */
export const FieldChange = FieldBody.extend({ was: FieldBody.shape.value.optional() })
export const PriorityBody = z.strictObject({ priority: Priority })
/** Puts it aside until a moment, for the agents alone: visitors see nothing of it. Null wakes it, by hand or because it is time. */
export const SnoozeBody = z.strictObject({ until: Timestamp.nullable() })
export const RateBody = z.strictObject({ score: z.int().min(1).max(5), comment: z.string().max(2000).optional() })
/** Nobody needs help any more: the request that this note was is settled. */
export const RequestBody = z.strictObject({ messageId: MessageId, state: z.literal('settled') })
/** Of a chat between agents: who is to take part from here on, or no more. */
export const MemberBody = z.strictObject({ agentId: AgentId })
export const JoinBody = z.strictObject({ who: Actor })
/** The visitor proved to be this person; from here on the conversation is his (SYNC-86). */
export const ContactBody = z.strictObject({ contactId: ContactId, name: z.string().max(120).nullable() })
/** Merges it into `to`, where everything goes on: this log closes, and nothing of it is moved (SYNC-93). Null undoes it. */
export const MergeBody = z.strictObject({ to: ConversationId.nullable() })
/** `conversation`: one that was merged into this one. */
export const LinkBody = z.strictObject({
  type: z.enum(['ticket', 'call', 'conversation']),
  id: z.string().max(40),
})

/** What the sender of each kind may write. */
export const COMMAND_BODIES = {
  'msg.new': Draft,
  'msg.edit': EditBody,
  'msg.del': DeleteBody,
  'msg.react': ReactBody,
  'msg.redact': DeleteBody,
  'note.new': NoteDraft,
  'note.edit': NoteEditDraft,
  'note.del': DeleteBody,
  'note.react': ReactBody,
  'note.redact': DeleteBody,
  'conv.status': StatusChange,
  'conv.assign': AssignBody,
  'conv.department': DepartmentBody,
  'conv.tag': TagBody,
  'conv.field': FieldChange,
  'conv.priority': PriorityBody,
  'conv.snooze': SnoozeBody,
  'conv.rate': RateBody,
  'conv.request': RequestBody,
  'conv.merge': MergeBody,
  'part.join': MemberBody,
  'part.leave': MemberBody,
} as const

/** What the log holds for each kind: as sent, or completed by the server. */
export const EVENT_BODIES = {
  ...COMMAND_BODIES,
  'msg.new': MessageBody,
  'note.new': NoteBody,
  'note.edit': NoteEditBody,
  'conv.field': FieldBody,
  'conv.status': StatusBody,
  'conv.assign': AssignBody.extend({ name: z.string().nullable() }),
  /** `from`: where an undone one had gone. */
  'conv.merge': MergeBody.extend({ from: ConversationId.optional() }),
  'file.ready': z.strictObject({ attachmentId: AttachmentId, attachment: Attachment }),
  'conv.contact': ContactBody,
  'conv.split': SplitBody,
  'part.join': JoinBody,
  'part.leave': JoinBody,
  /** `since`: a visitor waited there for an answer. */
  'link.add': LinkBody.extend({ since: Timestamp.optional() }),
  'link.remove': LinkBody,
  'cmid.cancel': z.strictObject({}),
} as const
export type EventBodies = { [K in keyof typeof EVENT_BODIES]: z.infer<(typeof EVENT_BODIES)[K]> }

/** A form has fewer fields. */
const MOST_CLEARED = 50
const FIELD_KEY_LENGTH = 40

/** Consequences of an event: fields of it, never a second event (SYNC-8). */
export const Fx = z.strictObject({
  /** The event began the conversation. */
  opened: z.literal(true).optional(),
  /** The status that the conversation has from here on, when the event changed it. */
  status: ConversationStatus.optional(),
  /**
   * The assignee from here on, when a kind other than `conv.assign` changed it: the agent who began the conversation, by
   * the event that did; nobody, by the one that passed it on to a department (visitors see this one).
   */
  assigneeId: AgentId.nullable().optional(),
  /** It was snoozed, and the visitor's message woke it (agents only). */
  woken: z.literal(true).optional(),
  /** First answer of an agent; milliseconds since the visitor began to wait (agents only). */
  firstResponseMs: z.int().optional(),
  /** What the visitor answered before he began (agents only). */
  form: TakenForm.optional(),
  /** The proactive message that the visitor answered by beginning. */
  campaign: SaidCampaign.optional(),
  /** Fields of the conversation that an answered form set (agents only). */
  fields: z.record(FieldKey, z.string().max(ANSWER_LENGTH)).optional(),
  /** What the visitor's page said with the message (agents only). */
  metadata: MessageMetadata.optional(),
  /** The messages of another conversation with which it began (agents only). */
  split: Split.optional(),
  /** Why it was closed (agents only). */
  reason: CloseReason.optional(),
  /** Fields of the conversation that a redacted message had set, and that go with it (agents only). */
  cleared: z.array(z.string().max(FIELD_KEY_LENGTH)).max(MOST_CLEARED).optional(),
})
export type Fx = z.infer<typeof Fx>

const kinds = z.enum([...VISIBLE_KINDS, ...AGENT_ONLY_KINDS])
/** What a newer instance wrote: it is told as it is. */
const newerBody = z.looseObject({ fallback: z.string().optional() })

/**
 * One event of the log as a client sees it. `body` follows `kind` ({@link EVENT_BODIES}); clients keep what they do not
 * know and show its `fallback`. A redacted or erased message has `body: null` and `redacted`. The log may hold what a
 * newer instance wrote (SYNC-43): other kinds, and fields that this level does not know.
 */
export const LogEvent = z.strictObject({
  kind: kinds.or(z.string()),
  body: z.union([...Object.values<z.ZodType>(EVENT_BODIES), newerBody]).nullable(),
  fx: z.looseObject(Fx.shape).optional(),
  actor: Actor,
  cmid: z.string(),
  ts: Timestamp,
  channel: z.enum(['chat', 'mail', 'api']),
  state: MessageState.optional(),
  redacted: z.literal(true).optional(),
  lang: z.string().optional(),
})

type EventOf<K extends keyof EventBodies> = Omit<z.infer<typeof LogEvent>, 'kind' | 'body' | 'cmid'> & {
  kind: K
  body: EventBodies[K] | null
  cmid: Cmid
}
/** {@link LogEvent} as a union keyed by `kind`. */
export type LogEvent = { [K in keyof EventBodies]: EventOf<K> }[keyof EventBodies]

/**
 * An event with its place: `n` in the reader's numbering, from 1; below zero in pages of what was merged into a visitor's
 * conversation. `vseq` goes to agents only.
 */
export const LogEntry = z.strictObject({
  n: z.int(),
  id: EventId,
  e: LogEvent,
  vseq: z.int().min(1).optional(),
})
export type LogEntry = { n: number; id: EventId; e: LogEvent; vseq?: number }
