import type { TimelineItem } from '@parley/client/visitor'
import { computed } from '@preact/signals-core'
import { t } from '../i18n/translate.ts'
import type { Models, WithModels } from '../models/models.ts'
import { view } from '../ui/view.ts'
import { greeting, Site } from './site.tsx'
import { fetchTalk, isLost } from './talk.ts'

/** The log scrolls from its end backwards: what comes before moves nothing, and at the end it stays at the end. */
export const Thread = view<WithModels>(({ models }, life) => {
  const { chat } = models
  const talk = computed(() => models.talk.value?.begin())
  let box: HTMLElement | null = null
  life.drawn = () => box && talk.peek()?.drawn(box)
  return () => {
    const state = chat.handle.value?.state.value
    const { onScroll, wake, draw } = talk.value ?? {}
    const { before, said, after, fresh } = draw?.() ?? { said: plain(chat.shown.value) }
    return (
      <div class="body">
        <div
          class="log"
          ref={(element) => {
            box = element
          }}
          role="log"
          aria-live="off"
          aria-label={t('messages')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls the log with the arrow keys.
          tabIndex={0}
          onScroll={onScroll}
          onPointerOver={wake}
          onFocusIn={wake}
        >
          <div class="wt">
            {before}
            {said.length === 0 && opening(models)}
            {(state === 'gone' || state === 'failed' || chat.trouble.value === 'failed') && trouble(models)}
            {said}
            {after}
          </div>
        </div>
        {fresh}
      </div>
    )
  }
})

/** Where nothing was said: that it is on its way, or what is said of the site. */
function opening(models: Models) {
  const { chat, settings } = models
  const state = chat.handle.value?.state.value
  if (state === 'loading' || chat.trouble.value === 'loading') return skeleton()
  return state === 'ready' && (settings.home ? <Site models={models} part="home" /> : greeting(models))
}

/** Words alone, should it not come by what draws them. */
function plain(items: readonly TimelineItem[]) {
  if (items.length) void fetchTalk()
  return items.map((item) => item.type === 'message' && isLost.value && <p key={item.key}>{item.body?.fallback}</p>)
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
