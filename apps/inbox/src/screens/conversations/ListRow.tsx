import { useWorkbench } from '../../context.ts'
import { countOnBadge } from '../../format/numbers.ts'
import { previewOf, waitOf } from '../../format/rows.ts'
import { untilLabel, untilText } from '../../format/snooze.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { isCalled, type ListRow as Row } from '../../models/list-rows.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RowPeople } from './RowPeople.tsx'

/** One conversation of the list: who, what was said last, when, and what is due. */
export function ListRow({ row }: { row: Row }) {
  const { openId, router, goToConversation, drafts, ui, me } = useWorkbench()
  const isOpen = openId.value === row.id
  const name = row.visitor?.name ?? row.visitor?.email ?? t('who.visitor')
  const draft = drafts.drafts.value.get(row.id)
  const route = router.route.value
  const { view, saved = null } = route.screen === 'conversations' ? route : { view: null }
  return (
    <a
      class={`cv${row.unread > 0 || isCalled(row, me.id) ? ' un' : ''}`}
      href={router.pathOf({ screen: 'conversations', view, saved, conversationId: row.id })}
      aria-current={isOpen ? 'true' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        // Enter opens; Enter again goes on to the answer.
        if (isOpen && event.detail === 0) ui.ask('composer')
        else goToConversation(row.id)
      }}
    >
      <Avatar id={row.visitor?.id ?? row.id} name={row.visitor?.name ?? row.visitor?.email ?? null} size={36} />
      <span class="grow">
        <b class="cut" dir="auto">
          {row.request && (
            <>
              <Icon name="help" size={14} />
              <bdi class="vh">{t('row.request')} </bdi>
            </>
          )}
          <Priority row={row} />
          {name}
          {row.tags.length > 0 && <span class="cv-t"> {row.tags.join(' · ')}</span>}
        </b>
        <span class="p cut" dir="auto">
          <RowPeople id={row.id}>
            <Preview row={row} draft={isOpen ? '' : draft?.reply || draft?.note || ''} />
          </RowPeople>
        </span>
      </span>
      <End row={row} />
    </a>
  )
}

/** Our own words stand in `bdi`: the direction of the row is that of what was said. */
/** What is more than usual. It has no colour: the end of the row may have one. */
function Priority({ row: { priority } }: { row: Row }) {
  if (priority !== 'urgent' && priority !== 'high') return null
  return (
    <>
      <Icon name="flag" size={14} />
      <span class="vh">{t(`priority.${priority}`)} </span>
    </>
  )
}

function Preview({ row, draft }: { row: Row; draft: string }) {
  if (draft) {
    return (
      <>
        <bdi class="draft">{t('row.draft')} </bdi>
        {draft}
      </>
    )
  }
  const { kind, text } = previewOf(row)
  return (
    <>
      {kind !== 'visitor' && (
        <span class="me-i">
          <Icon name={kind === 'note' ? 'lock' : 'reply'} size={14} />
          <bdi class="vh">{t(kind === 'note' ? 'row.note' : 'row.answered')} </bdi>
        </span>
      )}
      {text}
    </>
  )
}

function End({ row }: { row: Row }) {
  const { now, me } = useWorkbench()
  const wait = row.snoozedUntil ? null : waitOf(row, now.value)
  return (
    <span class="e">
      <time class="t" dateTime={row.updatedAt} title={fullTime(row.updatedAt)}>
        {shortAgo(row.last?.ts ?? row.updatedAt, now.value)}
      </time>
      <span class="e2">
        {row.snoozedUntil && (
          <span class="w-ok" title={untilLabel(row.snoozedUntil, now.value)}>
            <Icon name="moon" size={14} />
            <span class="vh">{t('row.snoozed')} </span>
            {untilText(row.snoozedUntil, now.value)}
          </span>
        )}
        {wait && (
          // Never two coloured things in a row: beside a badge the wait is quiet.
          <span class={row.unread > 0 ? 'w-ok' : `w-${wait.tone}`} title={t('row.waits', { time: wait.text })}>
            <Icon name="clock" size={14} />
            <span class="vh">{t('row.waiting')} </span>
            {wait.text}
          </span>
        )}
        {isCalled(row, me.id) && (
          <span class="badge">
            @<span class="vh"> {t('row.mentioned')}</span>
          </span>
        )}
        {row.unread > 0 && !isCalled(row, me.id) && (
          <span class="badge">
            {countOnBadge(row.unread)}
            <span class="vh"> {t('row.unread')}</span>
          </span>
        )}
      </span>
    </span>
  )
}
