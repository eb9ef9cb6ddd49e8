import type { ConversationFilter } from '@parley/protocol'
import { useModel } from '@preact/signals'
import { useWorkbench } from '../../context.ts'
import { durationText } from '../../format/durations.ts'
import { clockTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { type Looked, OverviewModel } from '../../models/overview/overview-model.ts'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { countText } from '../conversations/count-text.ts'
import { PageHead, Pending } from '../settings/PageHead.tsx'
import { Departments } from './Departments.tsx'
import { Here } from './Here.tsx'
import { ListLink, type Place } from './ListLink.tsx'

/** Where a day begins: who waits, who is there, what was done. Every number leads to what it counts. */
export function Overview() {
  const { client, window, counts } = useWorkbench()
  const model = useModel(() => new OverviewModel({ client, env: window.env, heard: counts.counts }))
  const looked = model.looked.value
  const state = model.state.value
  return (
    <main class="ov">
      <ConnectionBanner />
      <div class="ov-in">
        <PageHead title={t('nav.overview')} lead={t('overview.lead')} />
        {state !== 'ready' && <Pending state={state} onRetry={model.retry} />}
        {looked && state === 'ready' && (
          <>
            {model.isStale.value && <p class="ov-old">{t('overview.stale', { time: clockTime(looked.at) })}</p>}
            <Now departments={looked.departments} />
            <Today {...looked} />
            <div class="ov-g">
              <Departments all={looked.departments} />
              <Here agents={looked.agents} />
            </div>
          </>
        )}
      </div>
    </main>
  )
}

/** What calls for somebody: live, as the views' own counts. */
function Now({ departments }: Pick<Looked, 'departments'>) {
  const { counts, now } = useWorkbench()
  const { waiting = 0, mine = 0, mentions = 0, open = 0 } = counts.counts.value
  const first = departments.flatMap(({ waitingSince }) => waitingSince ?? []).sort()[0]
  const wait = waiting > 0 && first ? t('overview.longest', { time: shortAgo(first, now.value) }) : null
  return (
    <ul class="ov-k">
      <Figure
        label={t('view.waiting')}
        count={waiting}
        more={wait ?? (waiting === 0 ? t('overview.nobody') : '')}
        to={{ view: 'waiting' }}
        isHot={waiting > 0}
      />
      <Figure label={t('view.mine')} count={mine} to={{ view: 'mine' }} />
      <Figure label={t('view.mentions')} count={mentions} to={{ view: 'mentions' }} />
      <Figure label={t('view.open')} count={open} to={{ view: 'open' }} />
    </ul>
  )
}

function Today({ today, since }: Pick<Looked, 'today' | 'since'>) {
  const { begun, closed, answerSeconds, truncated } = today
  const from: NonNullable<ConversationFilter['created']> = { from: since }
  return (
    <section aria-labelledby="ov-today">
      <h2 id="ov-today">{t('overview.today')}</h2>
      <ul class="ov-k">
        <Figure
          label={t('overview.begun')}
          count={begun}
          isMore={truncated}
          to={{ view: 'all', filter: { created: from } }}
        />
        <Figure
          label={t('overview.closed')}
          count={closed}
          isMore={truncated}
          to={{ view: 'closed', filter: { updated: from } }}
        />
        <li>
          <div class="ov-n">
            <span class="ov-l">{t('overview.first')}</span>
            <b class="num">{answerSeconds === null ? '–' : durationText(answerSeconds)}</b>
            <span class="ov-d">{answerSeconds === null && t('overview.first.none')}</span>
          </div>
        </li>
      </ul>
    </section>
  )
}

type FigureProps = { label: string; count: number; more?: string; isMore?: boolean; isHot?: boolean; to: Place }

function Figure({ label, count, more = '', isMore = false, isHot = false, to }: FigureProps) {
  return (
    <li>
      <ListLink to={to} class={isHot ? 'ov-n ov-hot' : 'ov-n'}>
        <span class="ov-l">{label}</span> <b class="num">{isMore ? countText(count, true) : countText(count)}</b>{' '}
        <span class="ov-d">{more}</span>
      </ListLink>
    </li>
  )
}
