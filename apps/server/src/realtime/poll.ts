import { setTimeout } from 'node:timers/promises'
import type { ConversationId, Limits, Position, ServerFrame } from '@parley/protocol'
import type { Clock } from '../lib/clock.ts'
import type { Principal } from '../lib/principal.ts'
import type { ConversationFeed } from './ports.ts'
import { newReader, type Readers } from './reader.ts'
import type { Sink } from './sink.ts'

type Deps = {
  readers: Readers
  feed: Pick<ConversationFeed, 'mark'>
  clock: Clock
  epoch: string
  limits: Limits
}

export type PollBody = {
  epoch?: string | undefined
  positions: Record<string, Position>
  lists: Record<string, string | null>
  marks?: Record<string, { recv?: number | undefined; read?: number | undefined; gen?: number | undefined }> | undefined
  wait: number
}

/** Frames that say where the reader stands: they go with an answer, and are no reason for one. */
const STANDING: ReadonlySet<string> = new Set(['synced', 'listed', 'eph'])

/**
 * The long-poll twin of a socket (SYNC-73): subscribes as a socket does, answers at once when there is something, else at
 * the first hint or after `wait` seconds. Nothing is remembered: the next positions acknowledge this answer.
 */
export function createPoll(deps: Deps) {
  const { readers, clock, epoch, limits } = deps

  return async function poll(principal: Principal, body: PollBody, signal: AbortSignal) {
    const answer = (frames: ServerFrame[]) => ({ epoch, now: clock.now().toISOString(), frames })
    moveMarks(deps, principal, body)
    if (body.epoch !== undefined && body.epoch !== epoch) return answer([{ t: 'reset', all: true, why: 'epoch' }])
    const { frames, news, hasNews, sink } = collect(principal)
    const reader = newReader(sink)
    readers.attend(reader)
    try {
      for (const [key, at] of Object.entries(body.lists).slice(0, limits.lists)) await readers.list(reader, key, at)
      for (const [id, since] of Object.entries(body.positions)) {
        await readers.sub(reader, id as ConversationId, since) // by the schema of the body
      }
      if (!hasNews()) await firstOf(news, signal, body.wait)
    } finally {
      readers.leave(reader)
    }
    return answer(frames)
  }
}

/** A sink that keeps its frames; `news` is aborted when there is a reason to answer. */
function collect(principal: Principal) {
  const frames: ServerFrame[] = []
  const news = new AbortController()
  const add = (text: string) => {
    const frame = JSON.parse(text) as ServerFrame // made by this server
    frames.push(frame)
    return frame
  }
  let hasNews = false
  const send = (text: string) => {
    if (STANDING.has(add(text).t)) return
    hasNews = true
    setImmediate(() => news.abort()) // what comes in the same tick goes along
  }
  const sink: Sink = { principal, send, sendAgain: add, sendIfIdle: add, room: () => null }
  return { frames, news: news.signal, hasNews: () => hasNews, sink }
}

/** Waits for news, for the end of the request, or for `seconds`. */
async function firstOf(news: AbortSignal, end: AbortSignal, seconds: number): Promise<void> {
  const signal = AbortSignal.any([news, end])
  if (seconds === 0 || signal.aborted) return
  // Rejects when it is aborted, which is what is waited for.
  await setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined)
}

function moveMarks({ feed }: Deps, principal: Principal, { marks }: PollBody): void {
  for (const [id, { recv, read, gen }] of Object.entries(marks ?? {})) {
    const conversationId = id as ConversationId // by the schema of the body
    const generation = gen === undefined ? {} : { gen }
    if (recv !== undefined) feed.mark(principal, { t: 'recv', conversationId, n: recv, ...generation })
    if (read !== undefined) feed.mark(principal, { t: 'read', conversationId, n: read, ...generation })
  }
}
