import { useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { SitesModel } from '../../models/sites-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { AddSite } from './AddSite.tsx'
import { PageHead, Pending } from './PageHead.tsx'

export function SitesPage({ sites }: { sites: SitesModel }) {
  const [isAdding, setAdding] = useState(false)
  const state = sites.state.value
  return (
    <div class="sform">
      <PageHead title={t('settings.sites')} lead={t('sites.lead')}>
        <button type="button" class="btn btn-primary" onClick={() => setAdding(true)}>
          <Icon name="plus" size={16} />
          {t('sites.add')}
        </button>
      </PageHead>
      {state === 'ready' ? <Sites sites={sites} /> : <Pending state={state} onRetry={sites.retry} />}
      {isAdding && <AddSite sites={sites} onClose={() => setAdding(false)} />}
    </div>
  )
}

function Sites({ sites }: { sites: SitesModel }) {
  if (sites.sites.value.length === 0) return <p class="muted">{t('sites.none')}</p>
  return (
    <ul class="tiles" aria-label={t('settings.sites')}>
      {sites.sites.value.map((site) => (
        <li key={site.id}>
          <Link to={{ screen: 'settings', section: 'sites', siteId: site.id, page: null }} class="tile">
            <span class="leaf-c" style={{ background: site.color }} />
            <span class="grow">
              <b class="cut">{site.name}</b>
              <span class="muted cut">{site.allowedOrigins.join(', ') || t('sites.no_origins')}</span>
            </span>
            <Icon name="chevron-right" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
