import { useWorkbench } from '../context.ts'
import { countOnBadge } from '../format/numbers.ts'
import { t } from '../i18n/translate.ts'
import type { ThemeChoice } from '../models/preferences-model.ts'
import type { Route, Section } from '../routes.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import { Mark } from '../ui/Mark.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { useTitleWithKeys } from './KeyOf.tsx'
import { Link } from './Link.tsx'
import { Bell, NoticeBadge } from './notices/Bell.tsx'
import { NOTICES } from './notices/place.ts'

const INBOX: Route = { screen: 'conversations', view: null, conversationId: null }
export const settingsRoute = (section: Section): Route => ({ screen: 'settings', section, siteId: null, page: null })

const CONTACTS: Route = { screen: 'contacts', contactId: null }
const OVERVIEW: Route = { screen: 'overview' }
const TEAM: Route = { screen: 'team', conversationId: null }
const SEARCH: Route = { screen: 'search', text: '' }
const VISITORS: Route = { screen: 'visitors', visitorId: null }

/** The narrow column of places, from 720 px on. */
export function Rail() {
  const bench = useWorkbench()
  const { screen } = bench.router.route.value
  const place = settingsRoute(bench.canManage ? 'sites' : 'profile')
  return (
    <nav class="rail" aria-label={t('nav.main')}>
      <Mark size={30} />
      <RailLink to={INBOX} icon="inbox" label={t('nav.inbox')} isCurrent={screen === 'conversations'} />
      <RailLink
        to={OVERVIEW}
        icon="home"
        label={useTitleWithKeys(t('nav.overview'), 'go-overview')}
        isCurrent={screen === 'overview'}
      />
      <RailLink
        to={SEARCH}
        icon="search"
        label={useTitleWithKeys(t('command.go-search'), 'go-search')}
        isCurrent={screen === 'search'}
      />
      <VisitorsLink isCurrent={screen === 'visitors'} />
      <RailLink to={CONTACTS} icon="contact" label={t('nav.contacts')} isCurrent={screen === 'contacts'} />
      <TeamLink isCurrent={screen === 'team'} />
      <span class="grow" />
      <Bell />
      <button
        type="button"
        class="nav"
        aria-label={t('command.help')}
        title={`${t('command.help')} (?)`}
        onClick={() => bench.ui.toggle('help')}
      >
        <Icon name="help" size={20} />
      </button>
      <RailLink to={place} icon="settings" label={t('nav.settings')} isCurrent={screen === 'settings'} />
      <Me />
    </nav>
  )
}

function RailLink({ to, icon, label, isCurrent }: { to: Route; icon: IconName; label: string; isCurrent: boolean }) {
  return (
    <Link to={to} label={label} title={label} isCurrent={isCurrent}>
      <Icon name={icon} size={20} />
    </Link>
  )
}

/** Chats with colleagues, with how many of them have something unread. */
function TeamLink({ isCurrent }: { isCurrent: boolean }) {
  const count = useWorkbench().team.unread.value
  const label = count > 0 ? t('nav.team.count', { count }) : t('nav.team')
  return (
    <Link to={TEAM} label={label} title={label} isCurrent={isCurrent}>
      <Icon name="chat" size={20} />
      <NoticeBadge count={count} />
    </Link>
  )
}

/** With how many there are. */
function VisitorsLink({ isCurrent }: { isCurrent: boolean }) {
  const total = useWorkbench().live.total.value
  const label = total > 0 ? t('nav.visitors.count', { count: countOnBadge(total) }) : t('nav.visitors')
  return (
    <Link to={VISITORS} label={label} title={label} isCurrent={isCurrent}>
      <Icon name="users" size={20} />
      <Here total={total} />
    </Link>
  )
}

function Here({ total }: { total: number }) {
  if (total === 0) return null
  return (
    <span class="badge here" aria-hidden="true">
      {countOnBadge(total)}
    </span>
  )
}

const THEMES: readonly { theme: ThemeChoice; icon: IconName }[] = [
  { theme: 'auto', icon: 'monitor' },
  { theme: 'light', icon: 'sun' },
  { theme: 'dark', icon: 'moon' },
]

function Me() {
  const { me, session, preferences, router, signOut } = useWorkbench()
  const state = session.session.value
  const { name, email } = state.phase === 'signed_in' ? state.agent : me
  return (
    <Menu class="me" label={t('nav.you')} button={<Avatar id={me.id} name={name} size={36} />}>
      <div class="menu-who">
        <b class="cut">{name}</b>
        <span class="cut muted">{email}</span>
      </div>
      <MenuItem icon={<Icon name="user" size={16} />} onChoose={() => router.go(settingsRoute('profile'))}>
        {t('nav.profile')}
      </MenuItem>
      <hr />
      {THEMES.map(({ theme, icon }) => (
        <MenuItem
          key={theme}
          icon={<Icon name={icon} size={16} />}
          checked={preferences.theme.value === theme}
          onChoose={() => preferences.setTheme(theme)}
        >
          {t(`theme.${theme}`)}
        </MenuItem>
      ))}
      <hr />
      <MenuItem icon={<Icon name="arrow-left" size={16} />} onChoose={() => void signOut()}>
        {t('nav.sign_out')}
      </MenuItem>
    </Menu>
  )
}

/** Something is open over the whole screen. */
function isCovered(route: Route): boolean {
  if (route.screen === 'conversations' || route.screen === 'team') return route.conversationId !== null
  return (
    (route.screen === 'visitors' && route.visitorId !== null) ||
    (route.screen === 'contacts' && route.contactId !== null)
  )
}

/** The tabs at the foot of a phone, five at most: words of other languages are long. A thread covers them. */
export function PhoneTabs() {
  const bench = useWorkbench()
  const route = bench.router.route.value
  const waiting = bench.counts.counts.value.waiting ?? 0
  if (isCovered(route)) return null
  return (
    <nav class="mtabs" aria-label={t('nav.main')}>
      <Link to={INBOX} isCurrent={route.screen === 'conversations'}>
        <Icon name="inbox" size={24} />
        <span>{t('nav.inbox')}</span>
        {waiting > 0 && (
          <span class="badge">
            {countOnBadge(waiting)}
            <span class="vh"> {t('view.waiting')}</span>
          </span>
        )}
      </Link>
      <Link to={VISITORS} isCurrent={route.screen === 'visitors'}>
        <Icon name="users" size={24} />
        <span>{t('nav.visitors')}</span>
        <Here total={bench.live.total.value} />
      </Link>
      <Link to={CONTACTS} isCurrent={route.screen === 'contacts'}>
        <Icon name="contact" size={24} />
        <span>{t('nav.contacts')}</span>
      </Link>
      <Link to={NOTICES} isCurrent={route.screen === 'notices'}>
        <Icon name="bell" size={24} />
        <span>{t('nav.notices')}</span>
        <NoticeBadge count={bench.notices.unread.value} isSaid />
      </Link>
      <Link to={settingsRoute('profile')} isCurrent={route.screen === 'settings'}>
        <Icon name="user" size={24} />
        <span>{t('who.you')}</span>
      </Link>
    </nav>
  )
}
