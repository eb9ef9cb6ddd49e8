import type { Limits, ListKey, WorkspaceId } from '@parley/protocol'
import type { EphemeralNote, RowNote } from '../bus/bus.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { actorOf } from '../lib/principal.ts'
import { mayHear } from './own-keys.ts'
import type { ConversationFeed, ListChange } from './ports.ts'
import type { Sink } from './sink.ts'

type Deps = { feed: Pick<ConversationFeed, 'mayList' | 'listChanges'>; clock: Clock; limits: Limits; log: Logger }

/** One list in this process: who follows it, up to when it was checked, and what it told since. */
type List = { workspaceId: WorkspaceId; key: ListKey; sinks: Set<Sink>; at: Date; told: Map<string, number> }

type Parts = Deps & { lists: Map<string, List> }
type Heard = ReadonlySet<Sink>

/** Lists of conversations: rows as they change, repaired by a periodic look at what changed (SYNC-38, SYNC-39). */
export function createListHub(deps: Deps) {
  const parts: Parts = { ...deps, lists: new Map() }
  return {
    follow: (sink: Sink, key: ListKey, at: Date | null): Promise<boolean> => follow(parts, sink, key, at),
    leave: (sink: Sink, key: ListKey): void => leave(parts, sink, key),
    hear: (note: RowNote): void => hear(parts, note),
    /** Who stands at a conversation of theirs; whoever reads it has heard it already. */
    hearEphemeral: (note: EphemeralNote, heard: Heard): void => hearEphemeral(parts, note, heard),
    /** Looks for what the bus lost, list by list. */
    async check(): Promise<void> {
      for (const list of [...parts.lists.values()]) await check(parts, list)
    },
    size: () => parts.lists.size,
  }
}
export type ListHub = ReturnType<typeof createListHub>

const idOf = (workspaceId: WorkspaceId, key: ListKey) => `${workspaceId} ${key}`

function attach({ lists, clock }: Parts, sink: Sink, key: ListKey): void {
  const { workspaceId } = sink.principal
  const id = idOf(workspaceId, key)
  const list = lists.get(id) ?? { workspaceId, key, sinks: new Set(), at: clock.now(), told: new Map() }
  lists.set(id, list)
  list.sinks.add(sink)
}

function leave({ lists }: Parts, sink: Sink, key: ListKey): void {
  const id = idOf(sink.principal.workspaceId, key)
  const list = lists.get(id)
  if (list?.sinks.delete(sink) && list.sinks.size === 0) lists.delete(id)
}

const before = ({ limits }: Parts, at: Date) => new Date(at.getTime() - limits.listOverlapMs)
const goneOf = (key: ListKey, { conversationId, ord }: Pick<ListChange, 'conversationId' | 'ord'>) =>
  JSON.stringify({ t: 'gone', key, conversationId, ord })
/** What `sink` is told of a change: that it is gone, where the row is not his to see. */
const toldTo = (sink: Sink, key: ListKey, change: ListChange): string =>
  change.keys.length === 0 || mayHear(sink.principal, change.keys) ? change.text : goneOf(key, change)
const resetOf = (list: ListKey) => JSON.stringify({ t: 'reset', list, why: 'far' })

/**
 * Follows a list from `at` on: attached first, then what changed is read; `listed` tells the next position. False when it
 * is not theirs to follow.
 */
async function follow(parts: Parts, sink: Sink, key: ListKey, at: Date | null): Promise<boolean> {
  if (!(await parts.feed.mayList(sink.principal, key))) {
    sink.send(JSON.stringify({ t: 'gone', key }))
    return false
  }
  attach(parts, sink, key)
  const reached = at ? await replay(parts, sink, key, at) : parts.clock.now()
  sink.send(reached ? JSON.stringify({ t: 'listed', key, at: reached.toISOString() }) : resetOf(key))
  return true
}

/** What changed since `at`, less the overlap; gives the next position, or null when that is too long ago or too much. */
async function replay(parts: Parts, sink: Sink, key: ListKey, at: Date): Promise<Date | null> {
  const { feed, limits, clock } = parts
  if (clock.now().getTime() - at.getTime() > limits.listMemoryMs) return null
  const range = { since: before(parts, at), limit: limits.listRows }
  const { at: reached, changes, isCut } = await feed.listChanges(sink.principal.workspaceId, key, range)
  if (isCut) return null
  for (const change of changes) {
    const text = toldTo(sink, key, change)
    if (change.changedAt <= at) sink.sendAgain(text)
    else sink.send(text)
  }
  return reached
}

/** A live row: once to each connection, however many of its keys that follows; to lists it left, `gone`. */
function hear(parts: Parts, { workspaceId, conversationId, ord, keys, left, frame }: RowNote): void {
  const listOf = (key: ListKey) => parts.lists.get(idOf(workspaceId, key)) ?? []
  for (const { key, sinks } of left.filter((one) => !keys.includes(one)).flatMap(listOf)) {
    const text = goneOf(key, { conversationId, ord })
    for (const sink of sinks) sink.send(text)
  }
  const followed = keys.flatMap(listOf)
  if (frame === undefined) return followed.forEach((list) => void checkSoon(parts, list))
  for (const list of followed) list.told.set(conversationId, ord)
  for (const sink of new Set(followed.flatMap(({ sinks }) => [...sinks]))) {
    if (mayHear(sink.principal, keys)) sink.send(frame)
    else
      for (const { key } of followed.filter(({ sinks }) => sinks.has(sink)))
        sink.send(goneOf(key, { conversationId, ord }))
  }
}

function hearEphemeral({ lists }: Parts, { workspaceId, keys = [], from, frame }: EphemeralNote, heard: Heard): void {
  const sinks = new Set(keys.flatMap((key) => [...(lists.get(`${workspaceId} ${key}`)?.sinks ?? [])]))
  for (const sink of sinks) {
    const isNews = !heard.has(sink) && actorOf(sink.principal).id !== from.id
    if (isNews && mayHear(sink.principal, keys)) sink.sendIfIdle(frame)
  }
}

/** A row too large for the bus is found by looking. */
function checkSoon(parts: Parts, list: List): void {
  check(parts, list).catch((error: unknown) => parts.log.warn({ err: error, key: list.key }, 'list not checked'))
}

async function check(parts: Parts, list: List): Promise<void> {
  const { workspaceId, key } = list
  const range = { since: before(parts, list.at), limit: parts.limits.listRows }
  const { at, changes, isCut } = await parts.feed.listChanges(workspaceId, key, range)
  const had = list.told
  list.told = new Map(
    changes.map(({ conversationId, ord }) => [conversationId, Math.max(ord, had.get(conversationId) ?? 0)]),
  )
  list.at = at
  const news = changes.filter(({ conversationId, ord }) => ord > (had.get(conversationId) ?? -1))
  for (const sink of list.sinks)
    for (const text of isCut ? [resetOf(key)] : news.map((change) => toldTo(sink, key, change))) sink.send(text)
}
