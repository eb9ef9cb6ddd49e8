import type { OwnConversation } from '@parley/protocol'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import { clock, dayName } from '../ui/time.ts'

/** The visitor's other conversations, and the way to a new one. */
export function ConversationList() {
  const { chat } = useModels()
  const own = chat.own.value
  return (
    <div class="body">
      <ul class="list" aria-label={t('conversations')}>
        {own?.map(({ id, last, updatedAt, unread, status }) => (
          <li key={id}>
            <button type="button" onClick={() => chat.openOne(id)}>
              <span class="grow">
                <b class="cut">{nameOf(last)}</b>
                <small class="cut">{last?.text || t('messages')}</small>
              </span>
              <time dateTime={updatedAt}>
                {new Date(updatedAt).toDateString() === new Date().toDateString()
                  ? clock(updatedAt)
                  : dayName(updatedAt, new Date())}
                {status === 'closed' && ` · ${t('closed')}`}
              </time>
              {unread > 0 && <span class="count-badge">{unread}</span>}
            </button>
          </li>
        ))}
      </ul>
      {own?.length === 0 && <p class="empty">{t('none')}</p>}
      <button type="button" class="btn primary" onClick={chat.startNew}>
        {t('start')}
      </button>
    </div>
  )
}

function nameOf(last: OwnConversation['last']): string {
  if (last?.actor.type === 'visitor') return t('you')
  return last?.actor.name ?? t('team')
}
