import { setTimeout as pause } from 'node:timers/promises'
import type { ConversationId, EventId, Limits } from '@parley/protocol'
import type { EventNote } from '../bus/bus.ts'
import type { Logger } from '../lib/logger.ts'
import { actorOf } from '../lib/principal.ts'
import type { Audience, ConversationFeed, LogRef, QueuePlace, Told } from './ports.ts'
import type { Sink } from './sink.ts'

/**
 * One reader of one log. `buffer` holds what comes while its replay reads the log; null once it is live. `n` and `id` are
 * those of the last event that was sent to it.
 */
export type Sub = {
  readonly lane: Lane
  readonly sink: Sink
  n: number
  id: EventId | undefined
  buffer: Told[] | null
  /** It ended, or must end, with this word. */
  over: 'detached' | 'overflow' | 'far' | null
  /** Called when a live reader can no longer be served without a gap. */
  onLost(why: Lost): void
  /** Where it would wait for an agent. */
  place: QueuePlace | null
  /** What else ends with it. */
  onEnd: (() => void) | null
}

/** It cannot be served without a gap, the conversation goes on in another one, or it is not the reader's since a number. */
export type Lost = 'overflow' | 'far' | { to: ConversationId } | { gone: number }

/** All readers of one log in one numbering: what one of them gets, all of them get, as the same text. */
export type Lane = { ref: LogRef; audience: Audience; subs: Set<Sub>; wanted: number; isFilling: boolean }

type Deps = { feed: Pick<ConversationFeed, 'read' | 'listBeyond'>; limits: Limits; log: Logger }

type Parts = Deps & { lanes: Map<string, Lane> }

const keyOf = (conversationId: ConversationId, audience: Audience) => `${conversationId} ${audience}`

/** Who reads what in this process. Hints come in, contiguous numbers go out; a hint ahead is filled from the log. */
export function createHub(deps: Deps) {
  const parts: Parts = { ...deps, lanes: new Map() }
  const { lanes } = parts
  return {
    /** Listens before anything is read (SYNC-45): events are buffered until {@link goLive}. */
    attach(ref: LogRef, sink: Sink, onLost: Sub['onLost']): Sub {
      const lane = laneOf(parts, ref, sink.principal.type)
      const sub: Sub = { lane, sink, n: 0, id: undefined, buffer: [], over: null, onLost, place: null, onEnd: null }
      lane.subs.add(sub)
      return sub
    },
    detach: (sub: Sub): void => detach(parts, sub),
    goLive: (sub: Sub): void => goLive(parts, sub),
    hear: (note: EventNote): void => hear(parts, note),

    /** Asks the log whether it grew beyond what live readers have (SYNC-47). */
    async checkHeads(): Promise<void> {
      for (const { conversationId, audience, n } of await deps.feed.listBeyond([...lanes.values()].flatMap(askedOf))) {
        const lane = lanes.get(keyOf(conversationId, audience))
        if (lane) want(parts, lane, n)
      }
    },

    /** Readers of a log, for what is no event. */
    readers: (conversationId: ConversationId, audience: Audience): Iterable<Sub> =>
      lanes.get(keyOf(conversationId, audience))?.subs ?? [],
    size: () => lanes.size,
  }
}
export type Hub = ReturnType<typeof createHub>

function laneOf({ lanes }: Parts, ref: LogRef, audience: Audience): Lane {
  const key = keyOf(ref.conversationId, audience)
  const lane = lanes.get(key) ?? { ref, audience, subs: new Set(), wanted: 0, isFilling: false }
  lanes.set(key, lane)
  return lane
}

function detach({ lanes }: Parts, sub: Sub): void {
  sub.over ??= 'detached'
  sub.onEnd?.()
  sub.onEnd = null
  const { lane } = sub
  lane.subs.delete(sub)
  const key = keyOf(lane.ref.conversationId, lane.audience)
  if (lane.subs.size === 0 && lanes.get(key) === lane) lanes.delete(key)
}

/** The reader cannot be served without a gap: it is told, unless its replay is about to. */
function lose(parts: Parts, sub: Sub, why: 'overflow' | 'far'): void {
  const wasLive = sub.buffer === null
  sub.over = why
  detach(parts, sub)
  if (wasLive) sub.onLost(why)
}

/** One event for one reader; true when something is missing before it. */
function offer(parts: Parts, sub: Sub, told: Told): boolean {
  if (sub.buffer) {
    if (sub.buffer.length >= parts.limits.liveBuffer) lose(parts, sub, 'overflow')
    else sub.buffer.push(told)
    return false
  }
  if (told.n <= sub.n) return false
  if (told.n > sub.n + 1) return true
  sub.n = told.n
  sub.id = told.id
  sub.sink.send(told.text)
  const end = endOf(sub, told)
  if (end) {
    detach(parts, sub)
    sub.onLost(end)
  }
  return false
}

/** Why nothing behind this event is for the reader: the log says it, whatever hints came or did not (SYNC-75). */
function endOf({ sink }: Sub, { n, to, without }: Told): Lost | null {
  if (to) return { to }
  return without && without === actorOf(sink.principal).id ? { gone: n } : null
}

/**
 * Sends what was buffered and is next, and lives from here on; what is ahead is filled from the log. Does not wait:
 * nothing can come between the last look at the buffer and live.
 */
function goLive(parts: Parts, sub: Sub): void {
  const buffered = (sub.buffer ?? []).sort((a, b) => a.n - b.n)
  sub.buffer = null
  for (const told of buffered) {
    if (sub.over) return
    const isMissing = told.text === '' ? told.n > sub.n : offer(parts, sub, told)
    if (isMissing) want(parts, sub.lane, told.n)
  }
}

/** A hint from the bus; a kind that visitors never see does not exist for their lane (R38). */
function hear(parts: Parts, { conversationId, ord, vseq, id, to, without, frames }: EventNote): void {
  for (const audience of ['agent', 'visitor'] as const) {
    const lane = parts.lanes.get(keyOf(conversationId, audience))
    const n = audience === 'agent' ? ord : vseq
    if (!lane || n === undefined) continue
    const text = frames?.[audience] ?? ''
    hearIn(parts, lane, { n, id, text, ...(to && { to }), ...(without && { without }) })
  }
}

/** Without its text it is a number alone: live readers fetch it, and those who buffer remember that there is something. */
function hearIn(parts: Parts, lane: Lane, told: Told): void {
  const isNumber = told.text === ''
  let isMissing = isNumber
  for (const sub of lane.subs) if (!isNumber || sub.buffer) isMissing = offer(parts, sub, told) || isMissing
  if (isMissing) want(parts, lane, told.n)
}

/** The log reaches to `n`: whoever has less gets it from there. Single-flight per lane. */
function want(parts: Parts, lane: Lane, n: number): void {
  lane.wanted = Math.max(lane.wanted, n)
  if (lane.isFilling) return
  lane.isFilling = true
  fill(parts, lane)
    .catch((error: unknown) => parts.log.warn({ err: error, conversationId: lane.ref.conversationId }, 'fill failed'))
    .finally(() => {
      lane.isFilling = false
    })
}

const behind = (lane: Lane) => [...lane.subs].filter((sub) => sub.buffer === null && sub.n < lane.wanted)

/** What the majority does not show yet is tried again, doubling the pause; the head check begins anew (SYNC-46). */
async function fill(parts: Parts, lane: Lane): Promise<void> {
  const { limits } = parts
  for (let delayMs = limits.fillRetryMs; delayMs < limits.headCheckMs; delayMs *= 2) {
    while (await fillOnce(parts, lane)) if (behind(lane).length === 0) return
    if (behind(lane).length === 0) return
    await pause(delayMs)
  }
}

/** Reads from the one who is the furthest behind; true when something was there. */
async function fillOnce(parts: Parts, lane: Lane): Promise<boolean> {
  const { feed, limits } = parts
  const late = behind(lane)
  if (late.length === 0) return false
  const from = Math.min(...late.map(({ n }) => n)) + 1
  const range = { from, limit: limits.replayEvents + 1, maxBytes: limits.replayBytes }
  const { events, isCut } = await feed.read(lane.ref, lane.audience, range)
  for (const sub of late) for (const told of events) if (!sub.over) offer(parts, sub, told)
  if (isCut) for (const sub of behind(lane)) lose(parts, sub, 'far')
  return events.length > 0
}

/** From where the log is asked whether it grew: from the live reader who has the least. */
function askedOf({ ref, audience, subs }: Lane) {
  const live = [...subs].filter((sub) => sub.buffer === null)
  return live.length > 0 ? [{ ...ref, audience, n: Math.min(...live.map(({ n }) => n)) }] : []
}
