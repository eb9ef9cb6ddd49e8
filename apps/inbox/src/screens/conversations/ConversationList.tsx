import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ListRow as Row } from '../../models/list-rows.ts'
import { Icon } from '../../ui/Icon.tsx'
import { lazy } from '../../ui/lazy.tsx'
import { EmptyArt } from '../../ui/Mark.tsx'
import { useLate } from '../../ui/use-late.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'
import { useTitleWithKeys } from '../KeyOf.tsx'
import { SearchField } from '../SearchField.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { countText } from './count-text.ts'
import { ListRow } from './ListRow.tsx'
import { SortMenu } from './SortMenu.tsx'

const ROW = 64
const PHONE_ROW = 72
/** The next page is asked for when this many rows are left below. */
const AHEAD = 20

export function ConversationList() {
  const { ui } = useWorkbench()
  const { title, count, isMore } = useTitle()
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
          {count > 0 && <span class="faint num">{countText(count, isMore || undefined)}</span>}
        </h2>
        <ListTools />
      </header>
      <Search />
      <Filters />
      {isAlone && <ConnectionBanner />}
      <Bulk />
      <Rows />
    </section>
  )
}

/** What the list is called, and how many stand in it as far as that is counted. */
function useTitle(): { title: string; count: number; isMore: boolean } {
  const { view, counts, lists, savedViews } = useWorkbench()
  const saved = lists.saved.value
  if (lists.savedId.value) {
    const found = saved && !lists.isChanged.value ? savedViews.counts.value.get(saved.id) : undefined
    return { title: saved?.name ?? '…', count: found?.count ?? 0, isMore: found?.truncated ?? false }
  }
  const count = lists.isNarrowed.value ? 0 : (counts.counts.value[view.value] ?? 0)
  return { title: t(`view.${view.value}`), count, isMore: false }
}

const FilterBar = lazy(() => import('../filters/FilterBar.tsx').then((one) => one.FilterBar), 'part')
const BulkBar = lazy(() => import('../bulk/BulkBar.tsx').then((one) => one.BulkBar), 'part')

/** While something is selected, or being done with what was. */
function Bulk() {
  const { bulk } = useWorkbench()
  return bulk.count.value > 0 || bulk.steps.value.length > 0 ? <BulkBar /> : null
}

/** Selects a row: over its picture, while somebody points at it or anything is selected. */
function SelectBox({ row }: { row: Row }) {
  const { bulk } = useWorkbench()
  return (
    <input
      type="checkbox"
      class={`cv-x${bulk.count.value > 0 ? ' cv-x-on' : ''}`}
      aria-label={t('bulk.select', { name: row.visitor?.name ?? row.visitor?.email ?? t('who.visitor') })}
      tabIndex={-1}
      checked={bulk.selected.value.has(row.id)}
      onClick={(event) => (event.shiftKey ? bulk.extend(row.id) : bulk.toggle(row.id))}
    />
  )
}

const ViewMenu = lazy(() => import('../filters/ViewMenu.tsx').then((one) => one.ViewMenu), 'part')

function ListTools() {
  const { lists, ui } = useWorkbench()
  const title = useTitleWithKeys(t('command.filter'), 'filter')
  return (
    <>
      <button type="button" class="ib" aria-label={t('command.filter')} title={title} onClick={() => ui.ask('filter')}>
        <Icon name="filter" />
      </button>
      <SortMenu />
      {lists.saved.value && <ViewMenu />}
    </>
  )
}

/** The bar is there while something narrows the list, and once it was asked for. */
function Filters() {
  const { lists, ui } = useWorkbench()
  const [isAsked, setAsked] = useState(false)
  const request = ui.focus.value
  useLayoutEffect(() => {
    if (request?.target === 'filter') setAsked(true)
  }, [request])
  return isAsked || lists.isNarrowed.value ? <FilterBar /> : null
}

function Rows() {
  const { list, lists, savedViews } = useWorkbench()
  const state = list.state.value
  if (lists.shape.value === null && savedViews.state.value !== 'loading') return <Gone />
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
  const virtual = useVirtualRows({ count: rows.length, size, scroller })
  const items = virtual.rows
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (list.hasMore.value && !list.isTruncated.value && last >= rows.length - AHEAD) void list.loadMore()
  }, [last, rows.length])

  const openIndex = rows.findIndex((row) => row.id === openId.value)
  useEffect(() => {
    if (openIndex >= 0) virtual.show(openIndex)
  }, [openId.value])
  const request = ui.focus.value
  useLayoutEffect(() => {
    if (request?.target === 'list') scroller.current?.querySelector<HTMLElement>('.cv[aria-current]')?.focus()
  }, [request])

  return (
    <div ref={scroller} class="rows scroll">
      <ul class="cvs" aria-label={t('list.label')} style={{ height: `${virtual.height}px` }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={row.id}
                class="cv-li"
                data-id={row.id}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ListRow row={row} />
                <SelectBox row={row} />
              </li>
            )
          )
        })}
      </ul>
      <Truncated />
    </div>
  )
}

/** It stopped before the end: a search asks for another word, a filter for leave to look further. */
function Truncated() {
  const { list } = useWorkbench()
  if (!list.isTruncated.value) return null
  if (list.asked.value.trim() !== '' || !list.hasMore.value) return <p class="none">{t('search.truncated')}</p>
  return (
    <div class="none">
      <p>{t('lists.looked')}</p>
      <button type="button" class="btn" onClick={list.loadMore}>
        {t('lists.further')}
      </button>
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

/** A saved view that is not to be found, or could not be read. */
function Gone() {
  const { savedViews, goToView } = useWorkbench()
  const hasFailed = savedViews.state.value === 'failed'
  return (
    <div class="rows none" role="alert">
      <p>{t(hasFailed ? 'list.failed' : 'lists.gone')}</p>
      <button type="button" class="btn" onClick={hasFailed ? savedViews.retry : () => goToView('waiting')}>
        {t(hasFailed ? 'action.retry' : 'lists.back')}
      </button>
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
        <Nothing />
      )}
    </div>
  )
}

/** The list has nothing in it, for a reason that is told. */
function Nothing() {
  const { list, lists, view } = useWorkbench()
  if (list.isTruncated.value) return <Truncated />
  if (lists.isNarrowed.value) {
    return (
      <>
        <p>{t('lists.nothing')}</p>
        {!lists.saved.value && (
          <button type="button" class="btn" onClick={lists.clear}>
            {t('lists.clear')}
          </button>
        )}
      </>
    )
  }
  return (
    <>
      <div class="only-m">
        <EmptyArt />
      </div>
      <p>{t(`empty.${view.value}`)}</p>
    </>
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
