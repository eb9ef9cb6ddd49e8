import type { Site, VisitorId } from '@parley/protocol'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyArt } from '../../ui/Mark.tsx'
import { useLate } from '../../ui/use-late.ts'
import { VisitorRow } from './VisitorRow.tsx'

type Props = { sites: readonly Site[]; openId: VisitorId | null }

/** The rows, or what stands in their place. */
export function VisitorList(props: Props) {
  const { live } = useWorkbench()
  const state = live.state.value
  const isSlow = useLate(state === 'loading')
  if (state === 'loading') return isSlow ? <Skeleton /> : <div class="vis-l" aria-busy="true" />
  if (state === 'failed') return <Failed />
  return live.visitors.value.length > 0 ? <Rows {...props} /> : <Nobody />
}

function Rows({ sites, openId }: Props) {
  const { live, ui } = useWorkbench()
  const list = useRef<HTMLDivElement>(null)
  const last = useRef<VisitorId | null>(null)
  last.current = openId ?? last.current
  const request = ui.focus.value
  useEffect(() => {
    if (request?.target !== 'list') return
    list.current?.querySelector<HTMLElement>(`[data-visitor="${last.current}"]`)?.focus()
  }, [request])
  useEffect(() => {
    if (openId) list.current?.querySelector(`[data-visitor="${openId}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [openId])
  const siteNames = sites.length > 1 ? new Map<string, string>(sites.map(({ id, name }) => [id, name])) : null
  return (
    <div ref={list} class={`vis-l scroll${siteNames ? ' of-sites' : ''}`}>
      {live.isStale.value && <p class="vis-n">{t('visitors.stale')}</p>}
      <div class="vi vi-h" aria-hidden="true">
        <span>{t('visitors.col.who')}</span>
        <span>{t('visitors.col.page')}</span>
        {siteNames && <span class="vi-site">{t('visitors.col.site')}</span>}
        <span class="vi-lang">{t('visitors.col.language')}</span>
        <span>{t('visitors.col.conversation')}</span>
        <span class="vi-t">{t('visitors.col.since')}</span>
      </div>
      <ul aria-label={t('visitors.list')}>
        {live.visitors.value.map((visitor) => (
          <VisitorRow
            key={visitor.id}
            visitor={visitor}
            siteName={siteNames && (siteNames.get(visitor.siteId) ?? '')}
            isOpen={visitor.id === openId}
          />
        ))}
      </ul>
      {live.isTruncated.value && <p class="vis-n">{t('visitors.truncated')}</p>}
    </div>
  )
}

function Skeleton() {
  return (
    <div class="vis-l" aria-busy="true">
      <p class="vh" role="status">
        {t('visitors.loading')}
      </p>
      {[44, 62, 50, 70].map((width) => (
        <div key={width} class="vi" aria-hidden="true">
          <span class="vi-w">
            <span class="skel skel-av" />
            <span class="skel skel-a grow" />
          </span>
          <span class="skel skel-b" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  )
}

function Failed() {
  const { live } = useWorkbench()
  return (
    <div class="vis-l vis-e" role="alert">
      <p>{t('visitors.failed')}</p>
      <button type="button" class="btn" onClick={live.retry}>
        {t('action.retry')}
      </button>
    </div>
  )
}

/** Nobody is there, or nobody who was looked for. */
function Nobody() {
  const { live } = useWorkbench()
  const isNarrowed = live.asked.value !== '' || live.siteId.value !== null
  if (isNarrowed) {
    const showAll = () => {
      live.setSearch('')
      live.setSite(null)
    }
    return (
      <div class="vis-l vis-e">
        <p>{t('visitors.nothing')}</p>
        <button type="button" class="btn" onClick={showAll}>
          {t('visitors.clear')}
        </button>
      </div>
    )
  }
  return (
    <div class="vis-l vis-e">
      <EmptyArt />
      <h2>{t('visitors.none')}</h2>
      <p class="muted">{t('visitors.none.what')}</p>
    </div>
  )
}
