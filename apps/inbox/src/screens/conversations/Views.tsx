import type { ListView } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { VIEWS } from '../../routes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { lazy } from '../../ui/lazy.tsx'
import { useTitleWithKeys } from '../KeyOf.tsx'
import { Link } from '../Link.tsx'
import { countText } from './count-text.ts'

const ICONS: Record<ListView, IconName> = {
  waiting: 'clock',
  mine: 'user',
  mentions: 'at',
  requests: 'help',
  open: 'inbox',
  pending: 'reply',
  snoozed: 'moon',
  closed: 'check-circle',
  all: 'chat',
}

const PinnedViews = lazy(() => import('./SavedViews.tsx').then((one) => one.PinnedViews), 'part')
const OtherViews = lazy(() => import('./SavedViews.tsx').then((one) => one.OtherViews), 'part')

/** The views with their live counts: a column on wide screens, a panel behind the list's title elsewhere. */
export function Views() {
  const { counts, view, lists, ui, preferences, workspace, me } = useWorkbench()
  // Supervisors are asked, and whoever stands above them.
  const shown = VIEWS.filter((one) => one !== 'requests' || me.role !== 'agent')
  const paletteTitle = useTitleWithKeys(t('command.palette'), 'palette')
  return (
    <nav class="views" aria-label={t('views.label')}>
      <div class="views-h">
        <h2 class="cut">{workspace.name}</h2>
        <button
          type="button"
          class="ib"
          aria-label={t('command.palette')}
          title={paletteTitle}
          onClick={() => ui.toggle('palette')}
        >
          <Icon name="slash" />
        </button>
      </div>
      <div class="vn scroll">
        <PinnedViews />
        <ul>
          {shown.map((one) => {
            const count = counts.counts.value[one] ?? 0
            return (
              <li key={one}>
                <Link
                  to={{ screen: 'conversations', view: one, conversationId: null }}
                  isCurrent={!lists.savedId.value && view.value === one}
                  onFollow={() => {
                    preferences.setView(one)
                    ui.dismiss()
                  }}
                >
                  <Icon name={ICONS[one]} />
                  <span class="cut">{t(`view.${one}`)}</span>
                  {count > 0 && <span class={`n${one === 'waiting' ? ' hot' : ''}`}>{countText(count)}</span>}
                </Link>
              </li>
            )
          })}
        </ul>
        <ScheduledLink />
        <OtherViews />
        <PlacesOnPhone />
      </div>
    </nav>
  )
}

/** On a phone the tabs have no room for them. */
function PlacesOnPhone() {
  const { team, ui } = useWorkbench()
  const count = team.unread.value
  return (
    <ul class="only-m">
      <li>
        <Link to={{ screen: 'overview' }} isCurrent={false} onFollow={ui.dismiss}>
          <Icon name="home" />
          <span class="cut">{t('nav.overview')}</span>
        </Link>
      </li>
      <li>
        <Link to={{ screen: 'search', text: '' }} isCurrent={false} onFollow={ui.dismiss}>
          <Icon name="search" />
          <span class="cut">{t('command.go-search')}</span>
        </Link>
      </li>
      <li>
        <Link to={{ screen: 'team', conversationId: null }} isCurrent={false} onFollow={ui.dismiss}>
          <Icon name="users" />
          <span class="cut">{t('nav.team')}</span>
          {count > 0 && <span class="n hot">{countText(count)}</span>}
        </Link>
      </li>
    </ul>
  )
}

/** What goes out later; there as soon as anything does. */
function ScheduledLink() {
  const { scheduled, ui } = useWorkbench()
  const count = scheduled.all.value.length
  if (count === 0) return null
  return (
    <ul>
      <li>
        <Link to={{ screen: 'scheduled' }} onFollow={ui.dismiss}>
          <Icon name="clock" />
          <span class="cut">{t('nav.scheduled')}</span>
          <span class="n">{countText(count)}</span>
        </Link>
      </li>
    </ul>
  )
}
