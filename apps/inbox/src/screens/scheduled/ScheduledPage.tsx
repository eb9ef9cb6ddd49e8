import type { ConversationId, Scheduled } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { PageHead, Pending } from '../settings/PageHead.tsx'
import { ScheduledRow } from './ScheduledRow.tsx'

/** Everything that the agent has scheduled, in whichever conversation. */
export function ScheduledPage() {
  const { scheduled } = useWorkbench()
  const state = scheduled.state.value
  const all = scheduled.all.value
  return (
    <main class="notices">
      <div class="sform">
        <PageHead title={t('nav.scheduled')} lead={t('later.lead')} />
        {state !== 'ready' && <Pending state={state} onRetry={scheduled.retry} />}
        {state === 'ready' && all.length === 0 && (
          <div class="notices-e">
            <Icon name="clock" size={24} />
            <p>{t('later.none')}</p>
            <p class="muted">{t('later.none.what')}</p>
          </div>
        )}
        {[...Map.groupBy(all, (one) => one.conversationId)].map(([id, those]) => (
          <OfConversation key={id} id={id} those={those} />
        ))}
      </div>
    </main>
  )
}

function OfConversation({ id, those }: { id: ConversationId; those: readonly Scheduled[] }) {
  const { feed, list } = useWorkbench()
  const row = [...feed.rows.value, ...list.rows.value].find((one) => one.id === id)
  const name = row?.visitor?.name ?? row?.visitor?.email ?? t('who.visitor')
  return (
    <section class="sch-c">
      <h2>
        <Link to={{ screen: 'conversations', view: null, conversationId: id }}>{name}</Link>
      </h2>
      <ul class="sch-l">
        {those.map((one) => (
          <ScheduledRow key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}
