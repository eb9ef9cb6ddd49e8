import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyArt } from '../../ui/Mark.tsx'
import { ChatList } from './ChatList.tsx'
import { ChatThread } from './ChatThread.tsx'

/** Chats with colleagues: the list, and the one that is open; on a phone one of them at a time. */
export function Team() {
  const { open, openId, ui } = useWorkbench()
  const conversation = open.value
  return (
    <div class="shell shell-team" data-pane={openId.value ? 'thread' : 'list'}>
      <main class="panes">
        <h1 class="vh">{t('nav.team')}</h1>
        <ChatList />
        {conversation?.isTeam ? (
          <ChatThread key={conversation.model.id.value} {...conversation} />
        ) : (
          <section class="th only-d-th" aria-label={t('thread.label')}>
            <div class="empty">
              <EmptyArt />
              <h2>{t('chat.none_open')}</h2>
              <p>{t('chat.none_open.what')}</p>
              <button type="button" class="btn btn-primary" onClick={() => ui.toggle('chat')}>
                {t('command.new-chat')}
              </button>
            </div>
          </section>
        )}
      </main>
    </div>
  )
}
