import type { ConversationId, FrameOf, ListKey, ServerFrame, Timestamp } from '@parley/protocol'
import type { ListHandle } from '../api.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { createWatcher, type Watcher } from './list-watcher.ts'
import { createNews } from './news.ts'

export type Lists = {
  open(keys: readonly ListKey[], at: Timestamp): ListHandle
  /** Positions for `hello` and the long-poll; null where the list begins anew. */
  positions(): Record<ListKey, Timestamp | null>
  /** After `welcome`: asks for lists whose position did not stand in `hello`. */
  live(inHello: ReadonlySet<string>): void
  hear(frame: ServerFrame): void
  /** What the agent was told of has changed. */
  onNotices(listener: () => void): () => void
  /** Who looks or writes, in whatever conversation of these lists. */
  onPresence(listener: (frame: FrameOf<'eph'>) => void): () => void
  /** Something of the agent's own has changed elsewhere. */
  onOwn(listener: (changed: FrameOf<'own'>) => void): () => void
  /** All of them begin anew. */
  reset(): void
  stop(): void
}

type Newest = Map<ConversationId, { ord: number; isGone: boolean }>

/** The lists that are on screen, by key; each knows the newest state of its conversations (SYNC-37). */
export function createLists(env: Environment, transmit: (frame: OutgoingFrame) => boolean): Lists {
  const lists = new Map<ListKey, { at: Timestamp | null; newest: Newest }>()
  const watchers = new Set<Watcher>()
  const news = createNews()
  const watching = (key: ListKey) => [...watchers].filter(({ keys }) => keys.has(key))
  const ask = (key: ListKey, at: Timestamp | null) => transmit({ t: 'list', key, ...(at ? { at } : {}) })

  /** Whether this is something new of the conversation in this list; at equal `ord`, `gone` wins. */
  function isNews(key: ListKey, id: ConversationId, ord: number, isGone: boolean): boolean {
    const newest = lists.get(key)?.newest
    const had = newest?.get(id)
    if (!newest || (had && (ord < had.ord || (ord === had.ord && (had.isGone || !isGone))))) return false
    newest.set(id, { ord, isGone })
    return true
  }

  function restart(key: ListKey) {
    lists.set(key, { at: null, newest: new Map() })
    ask(key, null)
  }

  function release(watcher: Watcher) {
    if (!watchers.delete(watcher)) return
    watcher.stop()
    for (const key of watcher.keys) {
      if (!watching(key).length && lists.delete(key)) transmit({ t: 'unlist', key })
    }
  }

  function leave(id: ConversationId, ord: number, keys: ListKey[]) {
    const left = keys.filter((key) => isNews(key, id, ord, true))
    for (const watcher of watchers) {
      // A conversation that went from one of its lists to another stays on screen.
      const isHeld = [...watcher.keys].some((key) => lists.get(key)?.newest.get(id)?.isGone === false)
      if (!isHeld && left.some((key) => watcher.keys.has(key))) watcher.gone(id, ord)
    }
  }

  function row({ keys, ord, row: changed }: FrameOf<'row'>) {
    const news = keys.filter((key) => isNews(key, changed.id, ord, false))
    for (const watcher of watchers) if (news.some((key) => watcher.keys.has(key))) watcher.row(changed)
  }

  function gone({ key, conversationId, ord = Infinity }: FrameOf<'gone'>) {
    if (conversationId) leave(conversationId, ord, key ? [key] : [...lists.keys()])
    // The list itself is not ours any more: whoever shows it reads again what is.
    else if (key && lists.delete(key)) for (const watcher of watching(key)) watcher.reset()
  }

  function listed({ key, at }: FrameOf<'listed'>) {
    const list = lists.get(key)
    if (!list) return
    const isNew = list.at === null
    list.at = at
    // Live again: a page that is read from now on misses nothing.
    if (isNew) for (const watcher of watching(key)) watcher.reset()
  }

  return {
    open(keys, at) {
      const watcher = createWatcher(env, keys)
      watchers.add(watcher)
      for (const key of watcher.keys) {
        const had = lists.get(key)
        // The older position covers this page and the ones on screen; what comes again is harmless.
        const from = had && (had.at === null || had.at < at) ? had.at : at
        lists.set(key, { at: from, newest: new Map() })
        ask(key, from)
      }
      return { ...watcher.handle, release: () => release(watcher) }
    },
    positions: () => Object.fromEntries([...lists].map(([key, { at }]) => [key, at])),
    live(inHello) {
      for (const [key, { at }] of lists) if (!inHello.has(key)) ask(key, at)
    },
    hear(frame) {
      if (news.hear(frame)) return
      if (frame.t === 'row') row(frame)
      else if (frame.t === 'gone') gone(frame)
      else if (frame.t === 'listed') listed(frame)
      else if (frame.t === 'reset' && frame.list && lists.has(frame.list)) restart(frame.list)
    },
    ...{ onNotices: news.onNotices, onPresence: news.onPresence, onOwn: news.onOwn },
    reset() {
      for (const key of [...lists.keys()]) restart(key)
    },
    stop() {
      for (const watcher of [...watchers]) release(watcher)
    },
  }
}
