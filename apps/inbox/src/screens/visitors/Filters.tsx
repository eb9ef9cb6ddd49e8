import type { Site, SiteId } from '@parley/protocol'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'

/** By words and, where there are several, by site. */
export function Filters({ sites }: { sites: readonly Site[] }) {
  const { live, ui } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const request = ui.focus.value
  useEffect(() => {
    if (request?.target === 'search') field.current?.select()
  }, [request])
  return (
    <div class="vis-f">
      <search class="find-f focus-in">
        <Icon name="search" size={16} />
        <input
          ref={field}
          type="search"
          aria-label={t('visitors.search')}
          aria-keyshortcuts="/"
          placeholder={t('visitors.search.placeholder')}
          maxLength={200}
          value={live.search.value}
          onInput={(event) => live.setSearch(event.currentTarget.value)}
        />
      </search>
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
