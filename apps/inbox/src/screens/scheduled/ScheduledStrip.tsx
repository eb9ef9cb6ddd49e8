import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { ScheduledRow } from './ScheduledRow.tsx'

/** Over the composer: the agent's own messages of this conversation that are to go out later, or did not. */
export function ScheduledStrip() {
  const { scheduled, openId } = useWorkbench()
  const own = scheduled.all.value.filter(({ conversationId }) => conversationId === openId.value)
  return (
    <ul class="held-w sch-w" aria-label={t('later.list')}>
      {own.map((one) => (
        <ScheduledRow key={one.id} one={one} />
      ))}
    </ul>
  )
}
