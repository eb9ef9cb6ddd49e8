import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyArt } from '../../ui/Mark.tsx'
import { useLate } from '../../ui/use-late.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'
import { SearchField } from '../SearchField.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { ListRow } from './ListRow.tsx'
import { countText } from './Views.tsx'

const ROW = 64
const PHONE_ROW = 72
/** The next page is asked for when this many rows are left below. */
const AHEAD = 20

export function ConversationList() {
  const { view, counts, ui } = useWorkbench()
  const count = counts.counts.value[view.value]
  const title = t(`view.${view.value}`)
  // On a phone the thread, which says it elsewhere, is out of sight.
  const isAlone = useMedia('(max-width: 719px)')
  return (
    <section class="list">
      <header class="list-h">
        <h2 class="grow cut">
          <span class="only-wide">{title}</span>
          <button
            type="button"
            class="title-b only-folded"
            aria-label={t('views.choose', { view: title })}
            aria-expanded={ui.overlay.value === 'views'}
            onClick={() => ui.toggle('views')}
          >
            {title}
            <Icon name="chevron-down" size={16} />
          </button>{' '}
          {count !== undefined && count > 0 && <span class="faint num">{countText(count)}</span>}
        </h2>
      </header>
      <Search />
      {isAlone && <ConnectionBanner />}
      <Rows />
    </section>
  )
}

function Rows() {
  const { list } = useWorkbench()
  const state = list.state.value
  const count = list.rows.value.length
  const isSlow = useLate(state === 'loading' && count === 0)
  if (state === 'failed' && count === 0) return <Failed />
  if (state === 'loading' && count === 0) return isSlow ? <Skeleton /> : <div class="rows" />
  if (count === 0) return <Empty />
  return <VirtualRows />
}

function VirtualRows() {
  const { list, openId, ui } = useWorkbench()
  const rows = list.rows.value
  const size = useMedia('(max-width: 719px)') ? PHONE_ROW : ROW
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count: rows.length, size, scroller, keyOf: (i) => rows[i]?.id ?? '' })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (list.hasMore.value && last >= rows.length - AHEAD) void list.loadMore()
  }, [last, rows.length])

  const openIndex = rows.findIndex((row) => row.id === openId.value)
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: 'auto' })
  }, [openId.value])
  const request = ui.focus.value
  useEffect(() => {
    if (request?.target === 'list') scroller.current?.querySelector<HTMLElement>('.cv[aria-current]')?.focus()
  }, [request])

  return (
    <div ref={scroller} class="rows scroll">
      <ul class="cvs" aria-label={t('list.label')} style={{ height: `${virtual.getTotalSize()}px` }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={row.id}
                class="cv-li"
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ListRow row={row} />
              </li>
            )
          )
        })}
      </ul>
      {list.isTruncated.value && <p class="none">{t('search.truncated')}</p>}
    </div>
  )
}

function Skeleton() {
  return (
    <div class="rows" aria-busy="true">
      <p class="vh" role="status">
        {t('list.loading')}
      </p>
      {[60, 75, 45, 80, 55, 70].map((width) => (
        <div key={width} class="cv" aria-hidden="true">
          <span class="skel skel-av" />
          <span class="grow skel-lines">
            <span class="skel skel-a" />
            <span class="skel skel-b" style={{ width: `${width}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}

function Failed() {
  const { list } = useWorkbench()
  return (
    <div class="rows none" role="alert">
      <p>{t('list.failed')}</p>
      <button type="button" class="btn" onClick={list.retry}>
        {t('action.retry')}
      </button>
    </div>
  )
}

function Empty() {
  const { list, view, goToView } = useWorkbench()
  const asked = list.asked.value.trim()
  return (
    <div class="rows none">
      <ul class="cvs-none" aria-label={t('list.label')} />
      {asked ? (
        <>
          <p>{t('search.nothing', { text: asked })}</p>
          <button type="button" class="btn" onClick={() => list.setSearch('')}>
            {t('search.clear')}
          </button>
          {view.value !== 'all' && (
            <button type="button" class="btn btn-quiet" onClick={() => goToView('all')}>
              {t('search.everywhere')}
            </button>
          )}
        </>
      ) : (
        <>
          <div class="only-m">
            <EmptyArt />
          </div>
          <p>{t(`empty.${view.value}`)}</p>
        </>
      )}
    </div>
  )
}

/** By words of messages, name and address; the last word may be a beginning. */
function Search() {
  const { list } = useWorkbench()
  const { search, setSearch } = list
  return (
    <SearchField
      label={t('search.label')}
      placeholder={t('search.placeholder')}
      text={search.value}
      onText={setSearch}
    />
  )
}
