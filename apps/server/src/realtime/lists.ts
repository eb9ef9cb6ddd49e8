import type { Limits, ListKey, WorkspaceId } from '@parley/protocol'
import type { RowNote } from '../bus/bus.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { ConversationFeed } from './ports.ts'
import type { Sink } from './sink.ts'

type Deps = { feed: Pick<ConversationFeed, 'mayList' | 'listChanges'>; clock: Clock; limits: Limits; log: Logger }

/** One list in this process: who follows it, up to when it was checked, and what it told since. */
type List = { workspaceId: WorkspaceId; key: ListKey; sinks: Set<Sink>; at: Date; told: Map<string, number> }

/** Lists of conversations: rows as they change, repaired by a periodic look at what changed (SYNC-38, SYNC-39). */
export function createListHub({ feed, clock, limits, log }: Deps) {
  const lists = new Map<string, List>()
  const idOf = (workspaceId: WorkspaceId, key: ListKey) => `${workspaceId} ${key}`
  const before = (at: Date) => new Date(at.getTime() - limits.listOverlapMs)

  function attach(workspaceId: WorkspaceId, key: ListKey, sink: Sink): List {
    const id = idOf(workspaceId, key)
    const list = lists.get(id) ?? { workspaceId, key, sinks: new Set(), at: clock.now(), told: new Map() }
    lists.set(id, list)
    list.sinks.add(sink)
    return list
  }

  function leave(sink: Sink, key: ListKey): void {
    const id = idOf(sink.principal.workspaceId, key)
    const list = lists.get(id)
    if (list?.sinks.delete(sink) && list.sinks.size === 0) lists.delete(id)
  }

  async function check(list: List): Promise<void> {
    const { workspaceId, key } = list
    const { at, changes, isCut } = await feed.listChanges(workspaceId, key, {
      since: before(list.at),
      limit: limits.listRows,
    })
    if (isCut) for (const sink of list.sinks) sink.send(JSON.stringify({ t: 'reset', list: key, why: 'far' }))
    const told = new Map<string, number>()
    for (const { conversationId, ord, text } of changes) {
      const had = list.told.get(conversationId) ?? -1
      if (had < ord && !isCut) for (const sink of list.sinks) sink.send(text)
      told.set(conversationId, Math.max(had, ord))
    }
    list.told = told
    list.at = at
  }

  return {
    /** Follows a list from `at` on: attached first, then what changed is read, `listed` tells the next position. */
    async follow(sink: Sink, key: ListKey, at: Date | null): Promise<boolean> {
      const { workspaceId } = sink.principal
      if (!(await feed.mayList(sink.principal, key))) {
        sink.send(JSON.stringify({ t: 'gone', key }))
        return false
      }
      attach(workspaceId, key, sink)
      const now = clock.now()
      const isOld = at !== null && now.getTime() - at.getTime() > limits.listMemoryMs
      const changed =
        at && !isOld ? await feed.listChanges(workspaceId, key, { since: before(at), limit: limits.listRows }) : null
      if (isOld || changed?.isCut) {
        sink.send(JSON.stringify({ t: 'reset', list: key, why: 'far' }))
        return true
      }
      for (const { text, changedAt } of changed?.changes ?? []) {
        if (at && changedAt <= at) sink.sendAgain(text)
        else sink.send(text)
      }
      sink.send(JSON.stringify({ t: 'listed', key, at: (changed?.at ?? now).toISOString() }))
      return true
    },
    leave,

    /** A live row: once to each connection, however many of its keys that follows; to lists it left, `gone`. */
    hear({ workspaceId, conversationId, ord, keys, left, frame }: RowNote): void {
      for (const key of left) {
        const list = lists.get(idOf(workspaceId, key))
        if (!list || keys.includes(key)) continue
        const text = JSON.stringify({ t: 'gone', key, conversationId, ord })
        for (const sink of list.sinks) sink.send(text)
      }
      const sinks = new Set<Sink>()
      for (const key of keys) {
        const list = lists.get(idOf(workspaceId, key))
        if (!list) continue
        if (frame === undefined)
          check(list).catch((error: unknown) => log.warn({ err: error, key }, 'list not checked'))
        else list.told.set(conversationId, ord)
        for (const sink of list.sinks) sinks.add(sink)
      }
      if (frame !== undefined) for (const sink of sinks) sink.send(frame)
    },

    /** Looks for what the bus lost, list by list. */
    async check(): Promise<void> {
      for (const list of [...lists.values()]) await check(list)
    },
    size: () => lists.size,
  }
}
export type ListHub = ReturnType<typeof createListHub>
