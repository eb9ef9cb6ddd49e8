import type { ConversationId, FrameOf, Limits, ListKey, Position } from '@parley/protocol'
import { actorOf } from '../lib/principal.ts'
import type { BegunHub } from './begun.ts'
import type { Hub, Sub } from './hub.ts'
import type { ListHub } from './lists.ts'
import type { ConversationFeed, QueueFeed, SiteFeed } from './ports.ts'
import type { Sink } from './sink.ts'
import { subscribe } from './sub.ts'

type Deps = {
  hub: Hub
  lists: ListHub
  begun: BegunHub
  feed: ConversationFeed
  sites?: SiteFeed | undefined
  queue?: QueueFeed | undefined
  limits: Limits
}

/** What one sink reads: its conversations and lists. Both sockets and long-polls are readers. */
export type Reader = {
  readonly sink: Sink
  readonly subs: Map<ConversationId, Sub>
  readonly lists: Set<ListKey>
  /** Ends what watches over whoever is on the line do for it. */
  unattend: (() => void) | null
}

export const newReader = (sink: Sink): Reader => ({ sink, subs: new Map(), lists: new Set(), unattend: null })

export function createReaders({ hub, lists, begun, feed, sites, queue, limits }: Deps) {
  const tell = ({ sink }: Reader, frame: object) => sink.send(JSON.stringify(frame))

  function unsub(reader: Reader, conversationId: ConversationId): void {
    const sub = reader.subs.get(conversationId)
    if (!sub) return
    reader.subs.delete(conversationId)
    hub.detach(sub)
  }

  function unlist(reader: Reader, key: ListKey): void {
    if (reader.lists.delete(key)) lists.leave(reader.sink, key)
  }

  function endSink(sink: Sink, conversationId: ConversationId): void {
    for (const sub of hub.readers(conversationId, sink.principal.type)) if (sub.sink === sink) hub.detach(sub)
    sink.send(JSON.stringify({ t: 'gone', conversationId }))
  }

  return {
    /** The line is up: it hears of its site and of what is begun with it, or counts as an agent who is there. */
    attend(reader: Reader): void {
      const ends = [sites?.attend(reader.sink), begun.follow(reader.sink)]
      reader.unattend = () => {
        for (const end of ends) end?.()
      }
    },

    /** A second `sub` of the same conversation takes the place of the first. */
    async sub(reader: Reader, conversationId: ConversationId, since: Position): Promise<void> {
      unsub(reader, conversationId)
      if (reader.subs.size >= limits.subscriptions) return tell(reader, tooMany('sub'))
      const keep = (sub: Sub) => reader.subs.set(conversationId, sub)
      await subscribe({ hub, feed, limits }, { sink: reader.sink, conversationId, since, keep })
      const sub = reader.subs.get(conversationId)
      if (sub?.over) reader.subs.delete(conversationId)
      else if (sub?.place && reader.sink.principal.type === 'visitor')
        sub.onEnd = queue?.follow(reader.sink, conversationId, sub.place) ?? null
    },
    unsub,

    async list(reader: Reader, key: ListKey, at: string | null): Promise<void> {
      if (!reader.lists.has(key) && reader.lists.size >= limits.lists) return tell(reader, tooMany('list'))
      reader.lists.add(key)
      const isFollowed = await lists.follow(reader.sink, key, at === null ? null : new Date(at))
      if (!isFollowed) reader.lists.delete(key)
    },
    unlist,

    /** What the reader may no longer see is told `gone` (SYNC-58). */
    async recheck(reader: Reader): Promise<void> {
      for (const conversationId of [...reader.subs.keys()]) await this.recheckOne(reader, conversationId)
      for (const key of [...reader.lists]) {
        if (await feed.mayList(reader.sink.principal, key)) continue
        unlist(reader, key)
        tell(reader, { t: 'gone', key })
      }
    },

    async recheckOne(reader: Reader, conversationId: ConversationId): Promise<void> {
      const opened = await feed.open(reader.sink.principal, conversationId)
      if (opened.is !== 'gone' || !reader.subs.has(conversationId)) return
      unsub(reader, conversationId)
      tell(reader, { t: 'gone', conversationId })
    },

    /** The same for a reader of whom only the sink is known. */
    recheckSink(sink: Sink, conversationId: ConversationId): void {
      feed.open(sink.principal, conversationId).then(
        (opened) => {
          if (opened.is === 'gone') endSink(sink, conversationId)
        },
        // The next change, or the next look at the principal, asks again.
        () => undefined,
      )
    },

    /** Whether another tab of the same agent looks at what `sub` did. */
    looksOn({ lane, sink }: Sub): boolean {
      const { id } = actorOf(sink.principal)
      return [...hub.readers(lane.ref.conversationId, lane.audience)].some(
        (other) => other.sink !== sink && other.onEnd !== null && actorOf(other.sink.principal).id === id,
      )
    },

    leave(reader: Reader): void {
      reader.unattend?.()
      reader.unattend = null
      for (const conversationId of [...reader.subs.keys()]) unsub(reader, conversationId)
      for (const key of [...reader.lists]) unlist(reader, key)
    },
  }
}
export type Readers = ReturnType<typeof createReaders>

const tooMany = (ref: string): FrameOf<'err'> => ({ t: 'err', code: 'too_large', ref })
