import type { Limits, Position, ServerFrame } from '@parley/protocol'
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
export function createPoll({ readers, feed, clock, epoch, limits }: Deps) {
  return async function poll(principal: Principal, body: PollBody, signal: AbortSignal) {
    const answer = (frames: ServerFrame[]) => ({ epoch, now: clock.now().toISOString(), frames })
    moveMarks(principal, body)
    if (body.epoch !== undefined && body.epoch !== epoch) return answer([{ t: 'reset', all: true, why: 'epoch' }])

    const frames: ServerFrame[] = []
    let isNews = false
    let wake = () => undefined as void
    const sink: Sink = {
      principal,
      send(text) {
        const frame = JSON.parse(text) as ServerFrame // made by this server
        frames.push(frame)
        if (STANDING.has(frame.t)) return
        isNews = true
        wake()
      },
      sendAgain: (text) => frames.push(JSON.parse(text) as ServerFrame),
      room: () => null,
      sendIfIdle: (text) => sink.send(text),
    }
    const reader = newReader(sink)
    try {
      for (const [key, at] of Object.entries(body.lists).slice(0, limits.lists)) await readers.list(reader, key, at)
      for (const [id, since] of Object.entries(body.positions)) await readers.sub(reader, id as `cnv_${string}`, since)
      if (!isNews && body.wait > 0)
        await new Promise<void>((resolve) => {
          wake = () => void setImmediate(done)
          const timer = setTimeout(done, body.wait * 1000)
          signal.addEventListener('abort', done)
          function done(): void {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            resolve()
          }
        })
    } finally {
      readers.leave(reader)
    }
    return answer(frames)
  }

  function moveMarks(principal: Principal, { marks }: PollBody): void {
    for (const [id, { recv, read, gen }] of Object.entries(marks ?? {})) {
      const conversationId = id as `cnv_${string}` // by the schema of the body
      const generation = gen === undefined ? {} : { gen }
      if (recv !== undefined) feed.mark(principal, { t: 'recv', conversationId, n: recv, ...generation })
      if (read !== undefined) feed.mark(principal, { t: 'read', conversationId, n: read, ...generation })
    }
  }
}
