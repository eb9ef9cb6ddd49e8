import type {
  AgentId,
  Attachment,
  Cmid,
  ConversationId,
  MessageId,
  Scheduled,
  ScheduledId,
  UnsentReason,
  WorkspaceId,
} from '@parley/protocol'

export type ScheduledRecord = {
  _id: ScheduledId
  workspaceId: WorkspaceId
  agentId: AgentId
  conversationId: ConversationId
  /** That of the message: however often it is tried, the log holds it once. */
  cmid: Cmid
  text: string
  files: Attachment[]
  replyTo: MessageId | null
  dueAt: Date
  unlessAnswered: boolean
  /** How many messages the visitor had written when it was scheduled. */
  answers: number
  /** `sent` is told by the log, and kept here for a while so that a repeated request finds it. */
  state: Scheduled['state'] | 'sent'
  reason: UnsentReason | null
  sentAt: Date | null
  rev: number
  /** When it is to be looked at: at its time, or when whoever is sending it must have died. */
  wakeAt?: Date
  expiresAt?: Date
}

export function toWire(record: ScheduledRecord): Scheduled {
  const { _id: id, conversationId, text, files, replyTo, unlessAnswered, state, reason, rev } = record
  return {
    ...{ id, conversationId, text, files, replyTo, unlessAnswered, reason, rev },
    state: state === 'sent' ? 'late' : state,
    dueAt: record.dueAt.toISOString(),
    sentAt: record.sentAt?.toISOString() ?? null,
  }
}
