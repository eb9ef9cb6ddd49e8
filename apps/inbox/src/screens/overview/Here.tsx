import { t } from '../../i18n/translate.ts'
import type { Looked } from '../../models/overview/overview-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ListLink } from './ListLink.tsx'

type Agent = Looked['agents'][number]

/** Who is connected, and what each has to do, as far as it is told. */
export function Here({ agents }: { agents: readonly Agent[] }) {
  return (
    <section aria-labelledby="ov-here">
      <h2 id="ov-here">{t('overview.team')}</h2>
      {agents.length === 0 && <p class="muted">{t('overview.nobody_here')}</p>}
      <ul class="ov-a">
        {agents.map((agent) => (
          <li key={agent.id}>
            <Avatar id={agent.id} name={agent.name} size={28} />
            <bdi class="cut grow">{agent.name}</bdi>
            <Load {...agent} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Load({ id, conversations, capacity }: Agent) {
  if (conversations === null) return null
  const text =
    capacity === null
      ? t('overview.load', { count: conversations })
      : t('overview.load.of', { count: conversations, most: capacity })
  const isFull = capacity !== null && conversations >= capacity
  return (
    <>
      {isFull && <span class="chip ov-full">{t('overview.full')}</span>}
      <ListLink to={{ view: 'all', filter: { assignee: [id], status: ['open', 'pending', 'snoozed'] } }}>
        {text}
      </ListLink>
    </>
  )
}
