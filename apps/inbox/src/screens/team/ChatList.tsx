import { useWorkbench } from '../../context.ts'
import { previewOf } from '../../format/rows.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ListRow } from '../../models/list-rows.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { useTitleWithKeys } from '../KeyOf.tsx'
import { useChatName } from './use-chat-name.ts'

/** The chats that the agent takes part in, the newest first. */
export function ChatList() {
  const { ui } = useWorkbench()
  const label = t('command.new-chat')
  return (
    <section class="list">
      <header class="list-h">
        <h2 class="grow cut">{t('nav.team')}</h2>
        <button
          type="button"
          class="ib"
          aria-label={label}
          title={useTitleWithKeys(label, 'new-chat')}
          aria-haspopup="dialog"
          onClick={() => ui.toggle('chat')}
        >
          <Icon name="plus" />
        </button>
      </header>
      <div class="only-m">
        <ConnectionBanner />
      </div>
      <Rows />
    </section>
  )
}

function Rows() {
  const { team, ui } = useWorkbench()
  const rows = team.rows.value
  if (team.state.value === 'loading') {
    return (
      <p class="rows none" role="status">
        {t('list.loading')}
      </p>
    )
  }
  if (team.state.value === 'failed') {
    return (
      <div class="rows none" role="alert">
        <p>{t('chat.failed')}</p>
        <button type="button" class="btn" onClick={team.retry}>
          {t('action.retry')}
        </button>
      </div>
    )
  }
  if (rows.length === 0) {
    return (
      <div class="rows none">
        <p>{t('chat.none')}</p>
        <button type="button" class="btn" onClick={() => ui.toggle('chat')}>
          {t('command.new-chat')}
        </button>
      </div>
    )
  }
  return (
    <div class="rows scroll">
      <ul class="chats" aria-label={t('chat.list')}>
        {rows.map((row) => (
          <li key={row.id} data-id={row.id}>
            <Row row={row} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Row({ row }: { row: ListRow }) {
  const { openId, router, goToChat, ui, now, me } = useWorkbench()
  const name = useChatName(row)
  const isOpen = openId.value === row.id
  const isMine = row.last?.actor.id === me.id
  return (
    <a
      class={`cv${row.unread > 0 ? ' un' : ''}`}
      href={router.pathOf({ screen: 'team', conversationId: row.id })}
      aria-current={isOpen ? 'true' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        if (isOpen && event.detail === 0) ui.ask('composer')
        else goToChat(row.id)
      }}
    >
      <ChatPicture row={row} name={name} />
      <span class="grow">
        <b class="cut" dir="auto">
          {name}
        </b>
        <span class="p cut" dir="auto">
          {isMine && `${t('who.you')}: `}
          {!isMine && !row.team?.isDirect && row.last?.actor.name && `${row.last.actor.name}: `}
          {previewOf(row).text}
        </span>
      </span>
      <span class="e">
        <time class="t" dateTime={row.updatedAt} title={fullTime(row.updatedAt)}>
          {shortAgo(row.last?.ts ?? row.updatedAt, now.value)}
        </time>
        <span class="e2">
          {row.unread > 0 && (
            <span class="badge">
              {row.unread > 99 ? '99+' : row.unread}
              <span class="vh"> {t('row.unread')}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  )
}

/** A colleague's initial; of a group the sign for several. */
function ChatPicture({ row, name }: { row: ListRow; name: string }) {
  const { me } = useWorkbench()
  const other = row.team?.memberIds.find((id) => id !== me.id)
  if (row.team?.isDirect && other) return <Avatar id={other} name={name} size={36} />
  return (
    <span class="av av-anon av-36" aria-hidden="true">
      <Icon name="users" size={16} />
    </span>
  )
}
