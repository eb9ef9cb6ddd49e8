import type { Site, SiteId } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../SearchField.tsx'

/** By words and, where there are several, by site. */
export function Filters({ sites }: { sites: readonly Site[] }) {
  const { live } = useWorkbench()
  return (
    <div class="vis-f">
      <SearchField
        label={t('visitors.search')}
        placeholder={t('visitors.search.placeholder')}
        text={live.search.value}
        onText={live.setSearch}
      />
      {sites.length > 1 && (
        <span class="sel">
          <select
            class="input"
            aria-label={t('visitors.site')}
            value={live.siteId.value ?? ''}
            onChange={({ currentTarget }) => live.setSite((currentTarget.value || null) as SiteId | null)}
          >
            <option value="">{t('visitors.all_sites')}</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={16} />
        </span>
      )}
    </div>
  )
}
