import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { SitesModel } from '../../models/sites-model.ts'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { Filters } from './Filters.tsx'
import { VisitorDetails } from './VisitorDetails.tsx'
import { VisitorList } from './VisitorList.tsx'

/** Who is there now; whoever is chosen stands beside the list, over it where there is little room. */
export function Visitors() {
  const bench = useWorkbench()
  const { live, router } = bench
  const sites = useMemo(() => new SitesModel(bench.client), [bench])
  const route = router.route.value
  const id = route.screen === 'visitors' ? route.visitorId : null
  return (
    <div class="vis">
      <main class="vis-m">
        <ConnectionBanner />
        <header class="vis-h">
          <h1>
            {t('nav.visitors')} {live.total.value > 0 && <span class="faint num">{live.total.value}</span>}
          </h1>
          <p class="muted">{t('visitors.lead')}</p>
        </header>
        <Filters sites={sites.sites.value} />
        <VisitorList sites={sites.sites.value} openId={id} />
      </main>
      {id && (
        <>
          <button
            type="button"
            class="veil"
            aria-label={t('action.dismiss')}
            tabIndex={-1}
            onClick={() => bench.goToVisitor(null)}
          />
          <VisitorDetails key={id} id={id} />
        </>
      )}
    </div>
  )
}
