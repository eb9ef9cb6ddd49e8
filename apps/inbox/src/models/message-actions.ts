import type { ConversationHandle, SendBody } from '@parley/client'
import type { Agent, CommandKind, Named } from '@parley/protocol'
import { t } from '../i18n/translate.ts'
import type { MessageItem } from './thread-blocks.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  handle: Pick<ConversationHandle, 'command'>
  me: Pick<Agent, 'id' | 'role'>
  toasts: Pick<ToastsModel, 'show'>
}

/** What an agent does with a message that is stored. Shown at once; what is refused is taken back and said. */
export function createMessageActions({ handle, me, toasts }: Deps) {
  async function change<K extends CommandKind>(kind: K, body: SendBody<K>): Promise<void> {
    const result = await handle.command(kind, body)
    if (result.phase === 'pending') toasts.show({ text: t('toast.later'), tone: 'plain' })
    else if (result.phase === 'failed' && result.code !== 'unchanged')
      toasts.show({ text: t(`refused.${result.code === 'reactions_full' ? 'reactions' : 'message'}`), tone: 'problem' })
  }
  const isMine = ({ actor }: MessageItem) => actor.id === me.id

  return {
    canEdit: (message: MessageItem) => Boolean(message.messageId && message.body?.text) && isMine(message),
    canDelete: (message: MessageItem) =>
      Boolean(message.messageId && message.body) && (isMine(message) || me.role !== 'agent'),
    hasReacted: ({ reactions }: MessageItem, emoji: string) =>
      reactions.some((one) => one.emoji === emoji && one.by.includes(me.id)),
    async editMessage({ kind, messageId, body }: MessageItem, text: string, named: Named[]): Promise<void> {
      if (!messageId || text === body?.text) return
      if (kind === 'note.new') await change('note.edit', { messageId, text, named })
      else await change('msg.edit', { messageId, text })
    },
    async removeMessage({ kind, messageId }: MessageItem): Promise<void> {
      if (messageId) await change(kind === 'note.new' ? 'note.del' : 'msg.del', { messageId })
    },
    async react({ kind, messageId, reactions }: MessageItem, emoji: string): Promise<void> {
      const on = !reactions.some((one) => one.emoji === emoji && one.by.includes(me.id))
      if (messageId) await change(kind === 'note.new' ? 'note.react' : 'msg.react', { messageId, emoji, on })
    },
  }
}
export type MessageActions = ReturnType<typeof createMessageActions>
