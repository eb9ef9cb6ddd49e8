import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import type { MessageItem } from '../models/groups.ts'
import { RichText } from '../ui/RichText.tsx'
import { Files } from './Files.tsx'

/** One bubble: what was said, or that it is gone. */
export function Message({ item, isLast }: { item: MessageItem; isLast: boolean }) {
  const { chat } = useModels()
  const { body, send } = item
  const conversationId = chat.handle.value?.id.value
  if (!body) return <p class="b gone">{t('removed')}</p>
  const text = body.type === 'text' ? body.text : body.fallback
  const kind = send.phase === 'failed' ? ' fail' : ''
  return (
    <>
      {conversationId && <Files files={body.attachments ?? []} conversationId={conversationId} />}
      {!conversationId &&
        body.attachments?.map(({ id, name }) => (
          <p class="b" key={id}>
            {name}
          </p>
        ))}
      {text && (
        <div class={`b${isLast ? ' last' : ''}${kind}`}>
          <RichText text={text} />
          {item.editedAt && <small class="edited">{t('edited')}</small>}
        </div>
      )}
      {item.reactions.length > 0 && (
        <p class="reactions">
          {item.reactions.map(({ emoji, by }) => (
            <span key={emoji}>
              {emoji} {by.length > 1 && by.length}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
