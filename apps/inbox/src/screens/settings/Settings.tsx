import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { AgentsModel } from '../../models/agents-model.ts'
import { SitesModel } from '../../models/sites-model.ts'
import { LEADING_SECTIONS, OWN_SECTIONS, SECTIONS, type Section, type SitePageName } from '../../routes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { BlocksPage } from '../blocks/BlocksPage.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { AgentsPage } from './AgentsPage.tsx'
import { AnnouncementsPage } from './AnnouncementsPage.tsx'
import { CannedPage } from './CannedPage.tsx'
import { FieldsPage } from './FieldsPage.tsx'
import { KeysPage } from './KeysPage.tsx'
import { MacrosPage } from './MacrosPage.tsx'
import { NotificationsPage } from './NotificationsPage.tsx'
import { ProfilePage } from './ProfilePage.tsx'
import { ReasonsPage } from './ReasonsPage.tsx'
import { SiteNav } from './SiteNav.tsx'
import { SitePage } from './SitePage.tsx'
import { SitesPage } from './SitesPage.tsx'
import { TagsPage } from './TagsPage.tsx'

const ICONS: Record<Section, IconName> = {
  sites: 'globe',
  agents: 'users',
  tags: 'tag',
  reasons: 'check-circle',
  fields: 'contact',
  canned: 'slash',
  macros: 'bolt',
  announcements: 'flag',
  blocks: 'block',
  notifications: 'bell',
  keys: 'key',
  profile: 'user',
}

export function Settings() {
  const { router, canManage, me } = useWorkbench()
  const route = router.route.value
  const nav = useRef<HTMLElement>(null)
  // On phones the pages are a strip that scrolls: the one that is open is in sight.
  useEffect(() => {
    const current = nav.current?.querySelector('[aria-current]')
    current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [route])
  if (route.screen !== 'settings') return null
  const isLeading = me.role !== 'agent'
  const sections = (canManage ? SECTIONS : OWN_SECTIONS).filter((one) => isLeading || !LEADING_SECTIONS.includes(one))
  return (
    <div class="sset">
      <nav ref={nav} class="snav" aria-label={t('nav.settings')}>
        <div class="views-h">
          <h2>{t('nav.settings')}</h2>
        </div>
        <Menu class="ib snav-m" label={t('nav.settings')} button={<Icon name="menu" />}>
          {sections.map((section) => (
            <MenuItem
              key={section}
              icon={<Icon name={ICONS[section]} size={16} />}
              onChoose={() => router.go(settingsRoute(section))}
            >
              {t(`settings.${section}`)}
            </MenuItem>
          ))}
        </Menu>
        <ul class="vn">
          {sections.map((section) => (
            <li key={section}>
              <Link to={settingsRoute(section)} isCurrent={route.section === section && !route.siteId}>
                <Icon name={ICONS[section]} />
                <span>{t(`settings.${section}`)}</span>
              </Link>
              {section === 'sites' && route.siteId && <SiteNav siteId={route.siteId} page={route.page} />}
            </li>
          ))}
        </ul>
      </nav>
      <main class="sbody">
        {sections.includes(route.section) ? (
          <Page section={route.section} siteId={route.siteId} page={route.page} />
        ) : (
          <NotYours />
        )}
      </main>
    </div>
  )
}

type PageProps = { section: Section; siteId: string | null; page: SitePageName | null }

function Page({ section, siteId, page }: PageProps) {
  const { client, people, toasts } = useWorkbench()
  const sites = useMemo(() => new SitesModel(client), [client])
  const agents = useMemo(() => new AgentsModel({ client, people, toasts }), [client])
  switch (section) {
    case 'sites':
      return siteId ? (
        <SitePage key={`${siteId} ${page}`} id={siteId} page={page} sites={sites} />
      ) : (
        <SitesPage sites={sites} />
      )
    case 'agents':
      return <AgentsPage agents={agents} />
    case 'fields':
      return <FieldsPage />
    case 'macros':
      return <MacrosPage />
    case 'tags':
      return <TagsPage />
    case 'reasons':
      return <ReasonsPage />
    case 'announcements':
      return <AnnouncementsPage />
    case 'blocks':
      return <BlocksPage />
    case 'canned':
      return <CannedPage />
    case 'keys':
      return <KeysPage />
    case 'profile':
      return <ProfilePage />
    case 'notifications':
      return <NotificationsPage />
  }
}

function NotYours() {
  const { people } = useWorkbench()
  const admins = people.agents.value.filter(({ role }) => role === 'owner' || role === 'admin').map(({ name }) => name)
  return (
    <div class="sform">
      <h1>{t('settings.not_yours')}</h1>
      <p class="muted">{t('settings.not_yours.what', { names: admins.join(', ') })}</p>
    </div>
  )
}
