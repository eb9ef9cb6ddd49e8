import type { Announcement } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { language, t } from '../../i18n/translate.ts'
import { LinkedText } from '../../ui/LinkedText.tsx'
import { AnnouncementForm } from './AnnouncementForm.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { scopeText, useDepartments } from './ScopeChoice.tsx'

/** What was announced, the newest first; who looks after the team announces here, and sees who has read it. */
export function AnnouncementsPage() {
  const { announcements, me } = useWorkbench()
  useEffect(() => void announcements.load(), [announcements])
  const all = announcements.all.value
  const state = announcements.state.value
  return (
    <div class="sform">
      <PageHead title={t('settings.announcements')} lead={t('announcements.lead')} />
      {me.role !== 'agent' && <AnnouncementForm />}
      {state !== 'ready' && <Pending state={state} onRetry={() => void announcements.load()} />}
      {state === 'ready' && all.length === 0 && <p class="muted">{t('announcements.none')}</p>}
      <ul class="tiles" aria-label={t('settings.announcements')}>
        {all.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
    </div>
  )
}

function Row({ one }: { one: Announcement }) {
  const { announcements, people, me, now, toasts } = useWorkbench()
  const departments = useDepartments()
  const [isEnding, setEnding] = useState(false)
  const isOver = Date.parse(one.expiresAt) <= now.value
  async function end() {
    setEnding(true)
    await announcements
      .end(one.id)
      .catch(() => toasts.show({ text: t('announcements.not_ended'), tone: 'problem' }))
      .finally(() => setEnding(false))
  }
  return (
    <li class="tile">
      <span class="grow">
        <span class="ann-t" dir="auto">
          <LinkedText text={one.text} />
        </span>
        <span class="faint">
          {t('announced.by', { name: people.byId.value.get(one.by)?.name ?? t('who.colleague') })} ·{' '}
          {fullTime(one.createdAt)} ·{' '}
          {t(isOver ? 'announcements.over' : 'announcements.until', { time: fullTime(one.expiresAt) })}
        </span>
        {one.reads && <Reads reads={one.reads} />}
      </span>
      <span class="chip">{scopeText(one.scope, departments)}</span>
      {me.role !== 'agent' && !isOver && (
        <button type="button" class="btn" aria-busy={isEnding} onClick={() => void end()}>
          {t('announcements.end')}
        </button>
      )}
    </li>
  )
}

function Reads({ reads }: { reads: NonNullable<Announcement['reads']> }) {
  const { people } = useWorkbench()
  const names = reads.map(({ agentId }) => people.byId.value.get(agentId)?.name ?? t('who.colleague'))
  if (names.length === 0) return <span class="muted">{t('announcements.unread')}</span>
  return (
    <details class="muted">
      <summary>{t('announcements.reads', { count: names.length })}</summary>
      {new Intl.ListFormat(language()).format(names)}
    </details>
  )
}
