import type { SiteId } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { SITE_PAGES, type SitePageName } from '../../routes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { Link } from '../Link.tsx'
import { SITE_PAGE_VIEWS } from './site-pages.ts'

/** The pages of the site that is open, below the list of sites. */
export function SiteNav({ siteId, page }: { siteId: SiteId; page: SitePageName | null }) {
  const link = (name: SitePageName | null, icon: IconName) => (
    <li key={name}>
      <Link to={{ screen: 'settings', section: 'sites', siteId, page: name }} isCurrent={page === name}>
        <Icon name={icon} />
        <span>{t(`site.page.${name ?? 'general'}`)}</span>
      </Link>
    </li>
  )
  return (
    <ul class="vn vn-in" aria-label={t('site.pages')}>
      {link(null, 'palette')}
      {SITE_PAGES.map((name) => {
        const view = SITE_PAGE_VIEWS[name]
        return view && link(name, view.icon)
      })}
    </ul>
  )
}
