import { setTimeout as pause } from 'node:timers/promises'
import type { ConversationId, EventId, Limits } from '@parley/protocol'
import type { EventNote } from '../bus/bus.ts'
import type { Logger } from '../lib/logger.ts'
import type { Audience, ConversationFeed, LogRef, Told } from './ports.ts'
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
  onLost(why: 'overflow' | 'far'): void
}

/** All readers of one log in one numbering: what one of them gets, all of them get, as the same text. */
export type Lane = { ref: LogRef; audience: Audience; subs: Set<Sub>; wanted: number; isFilling: boolean }

type Deps = { feed: Pick<ConversationFeed, 'read' | 'listBeyond'>; limits: Limits; log: Logger }

const keyOf = (conversationId: ConversationId, audience: Audience) => `${conversationId} ${audience}`

/** Who reads what in this process. Hints come in, contiguous numbers go out; a hint ahead is filled from the log. */
export function createHub({ feed, limits, log }: Deps) {
  const lanes = new Map<string, Lane>()
  const replay = { limit: limits.replayEvents + 1, maxBytes: limits.replayBytes }

  function laneOf(ref: LogRef, audience: Audience): Lane {
    const key = keyOf(ref.conversationId, audience)
    const lane = lanes.get(key) ?? { ref, audience, subs: new Set(), wanted: 0, isFilling: false }
    lanes.set(key, lane)
    return lane
  }

  function detach(sub: Sub): void {
    sub.over ??= 'detached'
    const { lane } = sub
    lane.subs.delete(sub)
    const key = keyOf(lane.ref.conversationId, lane.audience)
    if (lane.subs.size === 0 && lanes.get(key) === lane) lanes.delete(key)
  }

  function lose(sub: Sub, why: 'overflow' | 'far'): void {
    const wasLive = sub.buffer === null
    sub.over = why
    detach(sub)
    if (wasLive) sub.onLost(why)
  }

  /** One event for one reader; true when something is missing before it. */
  function offer(sub: Sub, told: Told): boolean {
    if (sub.buffer) {
      if (sub.buffer.length >= limits.liveBuffer) lose(sub, 'overflow')
      else sub.buffer.push(told)
      return false
    }
    if (told.n <= sub.n) return false
    if (told.n > sub.n + 1) return true
    sub.n = told.n
    sub.id = told.id
    sub.sink.send(told.text)
    return false
  }

  /** The log reaches to `n`: whoever has less gets it from there. Single-flight per lane. */
  function want(lane: Lane, n: number): void {
    lane.wanted = Math.max(lane.wanted, n)
    if (lane.isFilling) return
    lane.isFilling = true
    fill(lane)
      .catch((error: unknown) => log.warn({ err: error, conversationId: lane.ref.conversationId }, 'fill failed'))
      .finally(() => {
        lane.isFilling = false
      })
  }

  const behind = (lane: Lane) => [...lane.subs].filter((sub) => sub.buffer === null && sub.n < lane.wanted)

  /** What the majority does not show yet is tried again, doubling the pause; the head check begins anew (SYNC-46). */
  async function fill(lane: Lane): Promise<void> {
    for (let delayMs = limits.fillRetryMs; delayMs < limits.headCheckMs; ) {
      const late = behind(lane)
      if (late.length === 0) return
      const from = Math.min(...late.map(({ n }) => n)) + 1
      const { events, isCut } = await feed.read(lane.ref, lane.audience, { ...replay, from })
      for (const told of events) for (const sub of late) if (!sub.over) offer(sub, told)
      if (isCut) for (const sub of behind(lane)) lose(sub, 'far')
      if (events.length > 0) continue
      await pause(delayMs)
      delayMs *= 2
    }
  }

  return {
    /** Listens before anything is read (SYNC-45): events are buffered until {@link goLive}. */
    attach(ref: LogRef, sink: Sink, onLost: Sub['onLost']): Sub {
      const lane = laneOf(ref, sink.principal.type)
      const sub: Sub = { lane, sink, n: 0, id: undefined, buffer: [], over: null, onLost }
      lane.subs.add(sub)
      return sub
    },
    detach,

    /**
     * Sends what was buffered and is next, and lives from here on; what is ahead is filled from the log. Does not wait:
     * nothing can come between the last look at the buffer and live.
     */
    goLive(sub: Sub): void {
      const buffered = (sub.buffer ?? []).sort((a, b) => a.n - b.n)
      sub.buffer = null
      for (const told of buffered) {
        const isMissing = told.text === '' ? told.n > sub.n : offer(sub, told)
        if (isMissing) want(sub.lane, told.n)
      }
    },

    /** A hint from the bus; a kind that visitors never see does not exist for their lane (R38). */
    hear({ conversationId, ord, vseq, id, frames }: EventNote): void {
      for (const audience of ['agent', 'visitor'] as const) {
        const lane = lanes.get(keyOf(conversationId, audience))
        const n = audience === 'agent' ? ord : vseq
        if (!lane || n === undefined) continue
        const text = frames?.[audience]
        if (text === undefined) hearNumber(lane, n)
        else for (const sub of lane.subs) if (offer(sub, { n, id, text })) want(lane, n)
      }
    },

    /** Asks the log whether it grew beyond what live readers have (SYNC-47). */
    async checkHeads(): Promise<void> {
      const asked = [...lanes.values()].flatMap((lane) => {
        const live = [...lane.subs].filter((sub) => sub.buffer === null)
        const n = Math.min(...live.map((sub) => sub.n))
        return live.length > 0 ? [{ ...lane.ref, audience: lane.audience, n }] : []
      })
      for (const { conversationId, audience, n } of await feed.listBeyond(asked)) {
        const lane = lanes.get(keyOf(conversationId, audience))
        if (lane) want(lane, n)
      }
    },

    /** Readers of a log, for what is no event. */
    readers: (conversationId: ConversationId, audience: Audience): Iterable<Sub> =>
      lanes.get(keyOf(conversationId, audience))?.subs ?? [],
    size: () => lanes.size,
  }

  /** A number without its event: live readers fetch it, and those who buffer remember that there is something. */
  function hearNumber(lane: Lane, n: number): void {
    for (const sub of lane.subs) if (sub.buffer) offer(sub, { n, id: 'evt_', text: '' })
    want(lane, n)
  }
}
export type Hub = ReturnType<typeof createHub>
