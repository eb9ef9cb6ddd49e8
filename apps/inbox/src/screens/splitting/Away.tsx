import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { EventItem, MessageItem } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = { model: ConversationModel }

/** Under a message that goes on elsewhere: the way there. */
export function Away({ message, model }: Props & { message: MessageItem }) {
  const { goToConversation } = useWorkbench()
  const to = message.messageId && model.away.value.get(message.messageId)
  if (!to) return null
  return (
    <p class="spl-a">
      <button type="button" class="linkish" onClick={() => goToConversation(to)}>
        {t('splitting.went')}
      </button>
    </p>
  )
}

/** Of a line that says that messages went: the way to where they go on, and back. */
export function SplitLink({ event }: { event: EventItem }) {
  const { open, splitting, goToConversation } = useWorkbench()
  const { kind, body } = event.entry.e
  const model = open.value?.model
  if (kind !== 'conv.split' || !body || !model) return null
  const isAway = body.messageIds.some((id) => model.away.value.get(id) === body.to)
  return (
    <>
      <button type="button" class="linkish" onClick={() => goToConversation(body.to)}>
        {t('splitting.open')}
      </button>
      {isAway && (
        <>
          {' '}
          <button type="button" class="linkish" onClick={() => splitting.putBack(body.to, model.id.peek())}>
            {t('splitting.undo')}
          </button>
        </>
      )}
    </>
  )
}

/** Above the messages that a conversation was begun with: where they were said. */
export function SplitFrom({ model }: Props) {
  const { splitting, goToConversation } = useWorkbench()
  const from = model.splitFrom.value
  if (!from) return null
  return (
    <p class="event">
      <Icon name="transfer" size={14} />
      <span>
        {t('splitting.began')}{' '}
        <button type="button" class="linkish" onClick={() => goToConversation(from)}>
          {t('splitting.open.source')}
        </button>{' '}
        <button type="button" class="linkish" onClick={() => splitting.putBack(model.id.peek(), from)}>
          {t('splitting.undo')}
        </button>
      </span>
    </p>
  )
}
