import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { eventLine } from '../../format/events.ts'
import { clockTime, fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { EventItem } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MergedLink } from '../merging/MergedLink.tsx'
import { SplitLink } from '../splitting/Away.tsx'

/** Three or more in a row fold into one line. */
const FOLD_FROM = 3

type Props = { events: readonly EventItem[]; isTeam: boolean }

export function EventLines({ events, isTeam }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (events.length >= FOLD_FROM && !isOpen) {
    return (
      <p class="event">
        <button type="button" class="linkish" aria-expanded="false" onClick={() => setOpen(true)}>
          {t('event.folded', { count: events.length })}
        </button>
      </p>
    )
  }
  return (
    <>
      {events.map((event) => (
        <Line key={event.key} event={event} isTeam={isTeam} />
      ))}
    </>
  )
}

function Line({ event, isTeam }: { event: EventItem; isTeam: boolean }) {
  const { people, me, open } = useWorkbench()
  const names = people.byId.value
  const { icon, text, said } = eventLine(event.entry.e, {
    ...{ me: me.id, isTeam },
    isSplit: (id) => open.value?.model.splits.value.some((one) => one.id === id) ?? false,
    nameOf: (id) => names.get(id)?.name ?? people.departments.value.find((one) => one.id === id)?.name ?? null,
  })
  const { ts } = event.entry.e
  return (
    <p class="event">
      <Icon name={icon} size={14} />
      <span>
        {text}
        {said && <q dir="auto">{said}</q>} <MergedLink event={event} />
        <SplitLink event={event} />
      </span>
      <time class="faint" dateTime={ts} title={fullTime(ts)}>
        {clockTime(ts)}
      </time>
    </p>
  )
}
