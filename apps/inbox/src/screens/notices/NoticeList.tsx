import type { Notice } from '@parley/protocol'
import type { NoticeKind } from '@parley/protocol/constants'
import { useWorkbench } from '../../context.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { Pending } from '../settings/PageHead.tsx'

const ICONS: Record<NoticeKind, IconName> = {
  waiting: 'clock',
  message: 'chat',
  assigned: 'assign',
  taken: 'assign',
  mention: 'at',
  overdue: 'alert',
  offline: 'offline',
  unsent: 'clock',
}

/** Notices in rows: arrow keys move, Enter opens the conversation at the message. */
export function NoticeList({ onOpen }: { onOpen?(): void }) {
  const { notices } = useWorkbench()
  const state = notices.state.value
  if (state !== 'ready') return <Pending state={state} onRetry={notices.retry} />
  if (notices.notices.value.length === 0) {
    return (
      <div class="notices-e">
        <Icon name="bell" size={24} />
        <p>{t('notices.none')}</p>
        <p class="muted">{t('notices.none.what')}</p>
      </div>
    )
  }
  return (
    <ul class="notices-l" aria-label={t('nav.notices')} onKeyDown={moveAmong}>
      {notices.notices.value.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} onOpen={onOpen} />
      ))}
      {notices.hasMore.value && (
        <li class="notices-m">
          <button type="button" class="btn" onClick={notices.loadMore}>
            {t('notices.more')}
          </button>
        </li>
      )}
    </ul>
  )
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: (() => void) | undefined }) {
  const { notices, now, people, router } = useWorkbench()
  const { id, kind, conversationId, messageId, at, isRead } = notice
  const by = notice.by && people.nameOf(notice.by)
  const toggle = t(isRead ? 'notices.mark_unread' : 'notices.mark_read')
  return (
    <li class={isRead ? 'ntc' : 'ntc ntc-new'}>
      <button
        type="button"
        class="ntc-o"
        onClick={() => {
          void notices.mark({ ids: [id], isRead: true })
          router.go({ screen: 'conversations', view: null, conversationId, ...(messageId && { messageId }) })
          onOpen?.()
        }}
      >
        <Icon name={ICONS[kind]} size={16} />
        <span class="ntc-t">
          <b class="cut">{notice.visitor ?? t('who.visitor')}</b>
          <span class="cut">{whatOf(kind, by)}</span>
        </span>
        <time class="faint" dateTime={at} title={fullTime(at)}>
          {shortAgo(at, now.value)}
        </time>
        {!isRead && <span class="vh">{t('notices.unread')}</span>}
      </button>
      <button
        type="button"
        class="ib"
        aria-label={toggle}
        title={toggle}
        onClick={() => void notices.mark({ ids: [id], isRead: !isRead })}
      >
        <Icon name={isRead ? 'mail' : 'check'} size={16} />
      </button>
    </li>
  )
}

function whatOf(kind: NoticeKind, by: string | null): string {
  if (!by || kind === 'waiting' || kind === 'message') return t(`notice.${kind}`)
  if (kind === 'mention') return t('notices.by.mention', { name: by })
  if (kind === 'taken') return t('notices.by.taken', { name: by })
  return t(kind === 'offline' ? 'notices.by.offline' : 'notices.by.assigned', { name: by })
}

function moveAmong(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const step = event.key === 'ArrowDown' ? 1 : -1
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.ntc-o')]
  const at = all.findIndex((one) => one.parentElement?.contains(document.activeElement))
  all.at((at + step + all.length) % all.length)?.focus()
  event.preventDefault()
  event.stopPropagation()
}
