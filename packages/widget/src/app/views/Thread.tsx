import type { TimelineItem } from '@parley/client/visitor'
import { computed } from '@preact/signals-core'
import { t } from '../i18n/translate.ts'
import { type Block, blocksOf, type Told } from '../models/groups.ts'
import type { Handle } from '../models/handle.ts'
import type { FormsProps, Models, WithModels } from '../models/models.ts'
import { avatar } from '../ui/avatar.tsx'
import { icon } from '../ui/icon.tsx'
import { fetched, later } from '../ui/kit.ts'
import { dayName } from '../ui/time.ts'
import { type Life, view } from '../ui/view.ts'
import { ownGroup, theirGroup } from './group.tsx'
import { greeting, Site } from './site.tsx'

/** Within this many pixels of its end the thread follows what comes; of its beginning, it fetches what was before. */
const NEAR = 60

const Forms = later<FormsProps>(() => import('../lazy/forms.ts'))
const Queue = later<WithModels>(() => import('../lazy/queue.ts'))
const Ending = later<WithModels>(() => import('../lazy/ending.ts'))

/** The log scrolls from its end backwards: what comes before moves nothing, and at the end it stays at the end. */
export const Thread = view<WithModels>(({ models }, life) => {
  const { chat, settings } = models
  const blocks = computed(() => blocksOf(chat.shown.value, chat.dividerAt.value))
  const scroll = scrolling(models, life)
  let isAwake = false
  const wake = ({ currentTarget }: { currentTarget: HTMLElement }) => {
    if (isAwake) return
    isAwake = true
    fetched(() => import('../lazy/tools.ts')).then(
      (begin) => begin(models, currentTarget),
      () => {
        isAwake = false // the line is down; the next touch asks again
      },
    )
  }
  return () => {
    const handle = chat.handle.value
    const state = handle?.state.value
    const isEmpty = blocks.value.length === 0
    const newest = blocks.value.findLast((block) => block.is === 'group' && block.mine)
    return (
      <div class="body">
        <div
          class="log"
          ref={scroll.hold}
          role="log"
          aria-live="off"
          aria-label={t('messages')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls the log with the arrow keys.
          tabIndex={0}
          onScroll={scroll.onScroll}
          onPointerOver={wake}
          onFocusIn={wake}
        >
          <div class="wt">
            {handle?.hasEarlier.value && (
              <button type="button" class="pill" onClick={() => scroll.earlier(handle)}>
                {t('earlier')}
              </button>
            )}
            {(state === 'loading' || chat.trouble.value === 'loading') && isEmpty && skeleton()}
            {state === 'ready' && isEmpty && (settings.home ? <Site models={models} part="home" /> : greeting(models))}
            {(state === 'gone' || state === 'failed' || chat.trouble.value === 'failed') && trouble(models)}
            {blocks.value.map((block) => blockOf(block, models, block === newest))}
            {typing(handle, blocks.value.at(-1))}
            {handle?.queue.value && <Queue key={handle.id.value} models={models} />}
            {chat.card.value && <Forms models={models} part={chat.card.value} />}
            {handle?.fold.value?.status === 'closed' && <Ending key={handle.id.value} models={models} />}
          </div>
        </div>
        {!chat.isAtEnd.value && (
          <button type="button" class="pill fresh" onClick={scroll.toEnd}>
            {icon('down', ' i-14')}
            {t('fresh')}
          </button>
        )}
      </div>
    )
  }
})

/** Follows the end, or holds the place of whoever reads further up. */
function scrolling({ chat }: Models, life: Life) {
  let box: HTMLElement | null = null
  let height = 0
  let newest: string | undefined

  const toEnd = () => box?.scrollTo(0, 0)
  const earlier = (handle: Handle) => void handle.loadEarlier().catch(() => undefined) // the button stays
  function onScroll(): void {
    if (!box) return
    chat.isAtEnd.value = box.scrollTop > -NEAR
    const handle = chat.handle.peek()
    const above = box.scrollHeight - box.clientHeight + box.scrollTop
    if (handle?.hasEarlier.peek() && above < NEAR) earlier(handle)
  }
  /** The newest changed: one's own is gone to; of others' the place is held, or they rise at the end. */
  function follow(at: HTMLElement, last: TimelineItem | undefined, grown: number): void {
    const isFirst = newest === undefined
    newest = last?.key
    if (isFirst || (last?.type === 'message' && last.mine)) toEnd()
    else if (!chat.isAtEnd.peek()) at.scrollTop -= grown
    if (!isFirst && chat.isAtEnd.peek()) rise(at)
  }
  life.drawn = () => {
    const handle = chat.handle.peek()
    const last = handle?.timeline.peek().at(-1)
    // A thread that was empty and still is has nothing to follow; measuring would draw the page twice while the chat opens.
    if (!box || handle?.state.peek() !== 'ready' || !(last || newest)) return
    const grown = box.scrollHeight - height
    height = box.scrollHeight
    if (last?.key !== newest) follow(box, last, grown)
  }
  return {
    hold: (element: HTMLElement | null) => {
      box = element
    },
    onScroll,
    toEnd,
    earlier,
  }
}

/** What came last comes up into its place. */
function rise(box: HTMLElement): void {
  const isStill = matchMedia('(prefers-reduced-motion:reduce)').matches
  const from = { opacity: 0, transform: isStill ? 'none' : 'translateY(8px)' }
  box.querySelector('.wt>:last-child')?.animate([from, {}], { duration: 160, easing: 'cubic-bezier(.2,.8,.2,1)' })
}

function blockOf(block: Block, models: Models, isNewest: boolean) {
  const { key } = block
  if (block.is === 'group')
    return block.mine ? ownGroup(key, block.items, models, isNewest) : theirGroup(key, block.items, models)
  if (block.is === 'event') return eventLines(key, block.told)
  return block.is === 'day' ? (
    <p key={key} class="day">
      {dayName(block.ts, new Date())}
    </p>
  ) : (
    <p key={key} class="newline">
      {t('new')}
    </p>
  )
}

const OVER = /^closed|^ended/

/** Three or more in a row fold into one line (look.md, event line). */
function eventLines(key: string, told: Told[]) {
  const lines = told.map((one) => (
    <p class="event">
      {icon(OVER.test(one.key ?? '') ? 'check' : 'user', ' i-14')}
      {one.key ? t(one.key, one) : one.text}
    </p>
  ))
  return told.length < 3 ? (
    lines
  ) : (
    <details key={key}>
      <summary class="event">{t('changes', { count: told.length })}</summary>
      {lines}
    </details>
  )
}

/** Three dots, which continue the group of whoever types. */
function typing(handle: Handle | null, last: Block | undefined) {
  const [who] = handle?.typing.value ?? []
  if (!who) return null
  const { id, name = t('team') } = who.actor
  const isSame = last?.is === 'group' && last.items[0]?.actor.id === id
  return (
    <div class={isSame ? 'g same' : 'g'} key="typing">
      {avatar(id, name)}
      <span class="typing" role="img" aria-label={t('typing', { name })}>
        <i />
        <i />
        <i />
      </span>
    </div>
  )
}

function skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={t('loading')}>
      <i />
      <i />
      <i />
    </div>
  )
}

function trouble({ chat }: Models) {
  const isGone = chat.handle.value?.state.value === 'gone'
  return (
    <div class="hero" role="alert">
      <p>{t(isGone ? 'gone' : 'trouble')}</p>
      <button type="button" class="pill" onClick={() => (isGone ? chat.startNew() : void chat.begin())}>
        {t(isGone ? 'start' : 'again')}
      </button>
    </div>
  )
}
