import type { Client } from '@parley/client'
import type { ConversationId, EndpointTypes, Notice } from '@parley/protocol'
import { batch, createModel, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { debounced, type Timers } from './debounced.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call' | 'onNotices' | 'connection'>
  timers: Timers
  toasts: Pick<ToastsModel, 'show'>
  isAttended: ReadonlySignal<boolean>
  openId: ReadonlySignal<ConversationId | null>
}
type Marking = EndpointTypes['markNotices']['body']

const PAUSE_MS = 300
const MOST_MS = 4000

/** What the agent was told of, the newest first: the list behind the bell. Reading a conversation reads its notices. */
export const NoticesModel = createModel(({ client, timers, toasts, isAttended, openId }: Deps) => {
  const notices = signal<readonly Notice[]>([])
  const unread = signal(0)
  const hasMore = signal(false)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0

  async function load() {
    const mine = ++turn
    const page = await client.call('listNotices', { query: {} }).catch(() => null)
    if (mine !== turn) return
    if (!page) {
      if (state.peek() === 'loading') state.value = 'failed'
      return // what is known stands until the line is back
    }
    batch(() => {
      notices.value = page.notices
      unread.value = page.unread
      hasMore.value = page.hasMore
      state.value = 'ready'
    })
  }
  const again = debounced(timers, PAUSE_MS, load, MOST_MS)

  /** Shown at once; what the server refuses is read again from it. */
  async function mark(body: Marking) {
    const before = notices.peek()
    const after = marked(before, body)
    const changed = after.filter((one, i) => one !== before[i]).length
    batch(() => {
      notices.value = after
      unread.value = Math.max(0, unread.peek() + (body.isRead ? -changed : changed))
    })
    await change(async () => {
      unread.value = (await client.call('markNotices', { body })).unread
    })
  }

  async function change(run: () => Promise<unknown>) {
    try {
      await run()
    } catch {
      toasts.show({ text: t('notices.not_changed'), tone: 'problem' })
      await load()
    }
  }

  effect(() => client.onNotices(again.call))
  effect(() => again.cancel)
  effect(() => {
    if (client.connection.value.phase === 'online') untracked(() => void load())
  })
  effect(() => {
    const conversationId = isAttended.value ? openId.value : null
    const isNews = notices.value.some((one) => !one.isRead && one.conversationId === conversationId)
    if (conversationId && isNews) untracked(() => void mark({ conversationId, isRead: true }))
  })

  return {
    ...{ notices, unread, hasMore, state, mark },
    loadMore: () => void grow({ client, notices, hasMore, turn: () => turn }),
    retry() {
      state.value = 'loading'
      void load()
    },
    async clear() {
      batch(() => {
        notices.value = []
        unread.value = 0
        hasMore.value = false
      })
      await change(() => client.call('clearNotices', {}))
    },
  }
})
export type NoticesModel = InstanceType<typeof NoticesModel>

type Grown = Pick<Deps, 'client'> & {
  notices: Signal<readonly Notice[]>
  hasMore: Signal<boolean>
  turn(): number
}

/** The page after the last one; of two asked for at once one comes. */
async function grow({ client, notices, hasMore, turn }: Grown): Promise<void> {
  const shown = notices.peek()
  const before = shown.at(-1)?.id
  if (!hasMore.peek() || !before) return
  const mine = turn()
  const page = await client.call('listNotices', { query: { before } }).catch(() => null)
  if (!page || mine !== turn() || notices.peek().at(-1)?.id !== before) return
  batch(() => {
    notices.value = [...notices.peek(), ...page.notices]
    hasMore.value = page.hasMore && page.notices.length > 0
  })
}

function marked(notices: readonly Notice[], { ids, conversationId, isRead }: Marking): readonly Notice[] {
  const isMeant = (one: Notice) =>
    (!ids || ids.includes(one.id)) && (!conversationId || one.conversationId === conversationId)
  return notices.map((one) => (isMeant(one) && one.isRead !== isRead ? { ...one, isRead } : one))
}
