import type { AgentId, ConversationId, MessageId, Notice, NoticeId, NoticeKind, WorkspaceId } from '@parley/protocol'
import { derivedId } from '../../lib/new-id.ts'

/** One agent and one thing he was told of. What was said, and by which visitor, stands in the conversation alone. */
export type NoticeRecord = {
  _id: NoticeId
  workspaceId: WorkspaceId
  agentId: AgentId
  kind: NoticeKind
  conversationId: ConversationId
  messageId: MessageId | null
  by: AgentId | null
  at: Date
  isRead: boolean
  expiresAt: Date
}

const KEPT_MS = 30 * 24 * 60 * 60_000

/** `about` is the event, or the message, that it tells of: told again it is the same notice. */
export type Given = Omit<NoticeRecord, '_id' | 'isRead' | 'expiresAt'> & { about: string }

export function newNotice({ about, ...given }: Given): NoticeRecord {
  const { agentId, kind, at } = given
  const _id: NoticeId = derivedId('ntc', at, [agentId, kind, about])
  return { _id, ...given, isRead: false, expiresAt: new Date(at.getTime() + KEPT_MS) }
}

export function toWire(record: NoticeRecord, visitor: string | null): Notice {
  const { _id: id, kind, conversationId, messageId, by, at, isRead } = record
  return { id, kind, conversationId, messageId, by, visitor, at: at.toISOString(), isRead }
}
