import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'

/** What others think of a message, each reaction once with how many gave it; one's own is pressed. */
export function Reactions({ message, model }: { message: MessageItem; model: ConversationModel }) {
  const { me, people } = useWorkbench()
  if (message.reactions.length === 0) return null
  const nameOf = (id: string) => {
    if (id === me.id) return t('who.you')
    if (!id.startsWith('agt_')) return model.visitorName.value ?? t('who.visitor')
    return people.byId.value.get(id as `agt_${string}`)?.name ?? t('who.colleague')
  }
  return (
    <p class="reacts">
      {message.reactions.map(({ emoji, by }) => {
        const names = by.map(nameOf).join(', ')
        return (
          <button
            key={emoji}
            type="button"
            // One from elsewhere is answered where it was said.
            disabled={message.n !== null && message.n < 0}
            aria-pressed={by.includes(me.id)}
            aria-description={t('message.reacted', { emoji, names })}
            title={names}
            onClick={() => void model.react(message, emoji)}
          >
            {emoji} {by.length > 1 && by.length}
          </button>
        )
      })}
    </p>
  )
}
