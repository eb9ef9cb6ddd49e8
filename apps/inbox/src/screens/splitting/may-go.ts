import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'

/** What was said here to or by the visitor, is stored, and is still here. */
export function mayGo(model: Pick<ConversationModel, 'isTeam' | 'away'>, message: MessageItem): boolean {
  const { kind, n, messageId, body } = message
  const isHere = n !== null && n > 0 && messageId !== null && !model.away.value.has(messageId)
  return isHere && kind === 'msg.new' && body !== null && !model.isTeam.value
}
