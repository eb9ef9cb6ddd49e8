import type { Scheduled } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { untilText } from '../../format/snooze.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ScheduledDialog } from './ScheduledDialog.tsx'

/** One message that goes out later, or did not: when, what, and what can be done with it. */
export function ScheduledRow({ one }: { one: Scheduled }) {
  const { scheduled } = useWorkbench()
  const [isEditing, setEditing] = useState(false)
  const isWaiting = one.state === 'waiting'
  return (
    <li class={one.state === 'unsent' ? 'held sch sch-bad' : 'held sch'}>
      <Icon name={isWaiting || one.state === 'sending' ? 'clock' : 'alert'} size={16} />
      <span class="grow">
        <b title={fullTime(one.dueAt)}>
          <When one={one} />
        </b>
        <span class="sch-t" dir="auto">
          {one.text || t('row.files', { count: one.files.length })}
        </span>
      </span>
      {one.state !== 'late' && (
        <>
          <button type="button" class="btn btn-s" disabled={one.state === 'sending'} onClick={() => setEditing(true)}>
            {t('later.edit')}
          </button>
          <button
            type="button"
            class="btn btn-s"
            disabled={one.state === 'sending'}
            onClick={() => scheduled.sendNow(one)}
          >
            {t('held.now')}
          </button>
        </>
      )}
      <button
        type="button"
        class="btn btn-s"
        disabled={one.state === 'sending'}
        onClick={() => void (one.state === 'late' ? scheduled.remove(one) : scheduled.takeBack(one))}
      >
        {t(one.state === 'late' ? 'later.seen' : 'later.cancel')}
      </button>
      {isEditing && <ScheduledDialog one={one} onClose={() => setEditing(false)} />}
    </li>
  )
}

function When({ one }: { one: Scheduled }) {
  const { now } = useWorkbench()
  const time = untilText(one.dueAt, now.value)
  if (one.reason) return <>{t('later.unsent', { time, why: t(`later.why.${one.reason}`) })}</>
  if (one.state === 'late') return <>{t('later.late', { time, sent: untilText(one.sentAt ?? one.dueAt, now.value) })}</>
  return (
    <>
      {t('later.at', { time })}
      {one.unlessAnswered && <span class="faint"> {t('later.unless')}</span>}
    </>
  )
}
