import type { Writable } from 'node:stream'
import { CLOSE, type Limits } from '@parley/protocol'
import type { WebSocket } from 'ws'
import type { Principal } from '../lib/principal.ts'
import { type Bucket, newBucket, take } from './bucket.ts'
import { newReader, type Reader } from './reader.ts'
import type { Sink } from './sink.ts'

/** What a socket is before `hello` was answered; nothing else is taken of it until then (N08). */
type Phase = 'new' | 'opening' | 'open' | 'closed'

/** One socket. Plain fields and functions over them: a socket costs memory, and there are thousands. */
export type Connection = {
  readonly socket: WebSocket
  /** The stream below the socket. */
  readonly line: Writable
  /** Frames are gathered in `line` until the end of this turn of the loop. */
  isGathering: boolean
  readonly origin: string | null
  readonly address: string
  readonly limits: Limits
  phase: Phase
  id: string
  reader: Reader | null
  principal: Principal | null
  /** The highest protocol level that the client speaks. */
  level: number | null
  /** When the access token ends; null for a stored token, which is proved at `hello` alone. */
  expiresAt: number | null
  openedAt: number
  heardAt: number
  /** When the next heartbeat is due. */
  beatAt: number
  beat: number
  /** Numbers told with the last heartbeat, by conversation. */
  heads: Map<string, number>
  bucket: Bucket
  /** Since when it has been too fast without a rest; 0 while it is not. */
  floodAt: number
  ephemeral: Bucket
  badFrames: number[]
  unacked: number
  isPaused: boolean
  /** What was unsent at the last look, and since when it has not become less. */
  buffered: number
  stuckAt: number
  /** Frames are handled one after the other, but for commands, which answer when they are stored. */
  queue: Promise<void>
}

export type Accepted = Pick<Connection, 'socket' | 'line' | 'origin' | 'address' | 'limits'>

export function newConnection(accepted: Accepted, now: number): Connection {
  const { limits } = accepted
  return {
    ...accepted,
    isGathering: false,
    phase: 'new',
    id: '',
    reader: null,
    principal: null,
    level: null,
    expiresAt: null,
    openedAt: now,
    heardAt: now,
    beatAt: 0,
    beat: 0,
    heads: new Map(),
    bucket: newBucket(limits.visitorFramesPerSecond, limits.visitorFrameBurst, now),
    floodAt: 0,
    ephemeral: newBucket(limits.ephemeralPerSecond, limits.ephemeralPerSecond, now),
    badFrames: [],
    unacked: 0,
    isPaused: false,
    buffered: 0,
    stuckAt: now,
    queue: Promise.resolve(),
  }
}

/** The connection speaks for `principal` from here on. */
export function begin(one: Connection, principal: Principal, now: number): Reader {
  one.principal = principal
  if (principal.type === 'agent')
    one.bucket = newBucket(one.limits.agentFramesPerSecond, one.limits.agentFrameBurst, now)
  const sink: Sink = {
    get principal() {
      return one.principal ?? principal
    },
    send: (text) => send(one, text),
    sendAgain: (text) => send(one, text),
    room: () => roomFor(one),
    sendIfIdle: (text) => {
      if (one.socket.bufferedAmount <= one.limits.coalesceBytes) send(one, text)
    },
  }
  one.reader = newReader(sink)
  return one.reader
}

/** Writes a frame; a peer that cannot keep up is dropped: it resumes from its position (SYNC-50). */
export function send(one: Connection, text: string): void {
  if (one.phase === 'closed') return
  if (one.socket.bufferedAmount > one.limits.slowBytes) return dropSlow(one)
  gather(one)
  one.socket.send(text)
  if (one.line.writableLength > GATHERED_BYTES) release(one)
}

/** Enough rows of a list for one system call; more would look like a peer that does not read. */
const GATHERED_BYTES = 16_384

/** What is sent in one turn of the loop leaves in one system call: the rows of a fold's batch to whoever watches. */
function gather(one: Connection): void {
  if (one.isGathering) return
  one.isGathering = true
  one.line.cork()
  process.nextTick(release, one)
}

function release(one: Connection): void {
  if (!one.isGathering) return
  one.isGathering = false
  one.line.uncork()
}

export const tell = (one: Connection, frame: object): void => send(one, JSON.stringify(frame))

export function close(one: Connection, code: number): void {
  if (one.phase === 'closed') return
  one.phase = 'closed'
  one.socket.resume()
  one.socket.close(code)
}

/** It would not read our goodbye either. */
export function dropSlow(one: Connection): void {
  close(one, CLOSE.tooSlow)
  one.socket.terminate()
}

const LOOK_AGAIN_MS = 20

/** Null while a replay may go on; else settles when the peer has read, or is gone. */
function roomFor(one: Connection): Promise<void> | null {
  if (one.socket.bufferedAmount <= one.limits.pauseReplayBytes) return null
  return new Promise((resolve) => {
    const look = () => {
      const mayGoOn = one.phase === 'closed' || one.socket.bufferedAmount <= one.limits.pauseReplayBytes
      if (mayGoOn) resolve()
      else setTimeout(look, LOOK_AGAIN_MS)
    }
    look()
  })
}

/**
 * Counts a frame that came in; too many at once make us read slower, and for too long end the connection (SYNC-51). Gives
 * whether it ended.
 */
export function throttle(one: Connection, now: number): boolean {
  const waitMs = take(one.bucket, now)
  if (waitMs === 0) {
    if (one.bucket.left > one.bucket.burst / 2) one.floodAt = 0
    return false
  }
  one.floodAt ||= now
  if (now - one.floodAt <= one.limits.floodMs) {
    pauseFor(one, waitMs)
    return false
  }
  close(one, CLOSE.tooFast)
  return true
}

function pauseFor(one: Connection, ms: number): void {
  if (one.isPaused) return
  one.isPaused = true
  one.socket.pause()
  setTimeout(() => {
    one.isPaused = false
    resumeReading(one)
  }, ms)
}

/** A command came in; with too many unanswered ones nothing more is read. */
export function commandCame(one: Connection): void {
  one.unacked++
  if (one.unacked >= one.limits.unackedCommands) one.socket.pause()
}

export function commandAnswered(one: Connection): void {
  one.unacked--
  resumeReading(one)
}

function resumeReading(one: Connection): void {
  if (one.phase !== 'closed' && !one.isPaused && one.unacked < one.limits.unackedCommands) one.socket.resume()
}

/** Notes a frame that failed its schema; true at the third within ten seconds (SYNC-56). */
export function isThirdBadFrame(one: Connection, now: number): boolean {
  one.badFrames = [...one.badFrames.filter((at) => now - at < one.limits.badFramesMs), now]
  return one.badFrames.length >= one.limits.badFrames
}
