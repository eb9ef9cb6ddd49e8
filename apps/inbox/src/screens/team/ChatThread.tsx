import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { OpenConversation } from '../../models/open-conversation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { MessageLog } from '../conversations/MessageLog.tsx'
import { NoThread } from '../conversations/NoThread.tsx'
import { useFileDrop } from '../conversations/use-file-drop.ts'
import { Viewers } from '../conversations/Viewers.tsx'
import { ChatComposer } from './ChatComposer.tsx'
import { ChatMembers } from './ChatMembers.tsx'
import { useChatName } from './use-chat-name.ts'

/** The open chat: who is in it, what was said, and where one writes. Files can be dropped anywhere on it. */
export function ChatThread({ model, composer, links }: OpenConversation) {
  const { goToChat } = useWorkbench()
  const state = model.state.value
  const drop = useFileDrop((files) => composer.uploads.add(files, model.target()))
  if (state === 'gone' || state === 'failed') {
    return (
      <NoThread
        title={t(state === 'gone' ? 'chat.gone' : 'thread.failed')}
        what={t(state === 'gone' ? 'chat.gone.what' : 'thread.failed.what')}
        back={t('chat.back')}
        onBack={() => goToChat(null)}
      />
    )
  }
  return (
    <section class="th" aria-label={t('thread.label')} {...drop.handlers}>
      <Header model={model} />
      <ConnectionBanner />
      {state === 'loading' ? (
        <div class="th-b" aria-busy="true">
          <p class="vh" role="status">
            {t('thread.loading')}
          </p>
        </div>
      ) : (
        <MessageLog model={model} links={links} />
      )}
      <ChatComposer model={composer} conversation={model} />
      {drop.isOver && <p class="drop">{t('composer.drop')}</p>}
    </section>
  )
}

function Header({ model }: { model: ConversationModel }) {
  const { goToChat } = useWorkbench()
  const [isOpen, setOpen] = useState(false)
  const row = model.row.value
  const name = useChatName(row)
  return (
    <header class="th-h">
      <button
        type="button"
        class="ib only-m"
        aria-label={t('chat.back')}
        title={t('chat.back')}
        onClick={() => goToChat(null)}
      >
        <Icon name="chevron-left" />
      </button>
      <h2 class="cut" dir="auto">
        {name}
      </h2>
      <Viewers model={model} />
      <span class="grow" />
      {row?.team && !row.team.isDirect && (
        <button type="button" class="btn" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Icon name="users" size={16} />
          {t('chat.members', { count: row.team.memberIds.length })}
        </button>
      )}
      {isOpen && row?.team && <ChatMembers model={model} team={row.team} onClose={() => setOpen(false)} />}
    </header>
  )
}
