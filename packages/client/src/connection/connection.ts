import type { FrameOf, ServerFrame } from '@parley/protocol'
import { CLOSE } from '@parley/protocol/constants'
import { type Signal, signal } from '@preact/signals-core'
import { asClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import type { Identity } from '../identity.ts'
import { ACK_MS, STABLE_MS } from '../times.ts'
import { afterLoss, type ConnectionState, connecting, stable, welcomed } from './connection-state.ts'
import { lazyLink } from './lazy-link.ts'
import type { Link, LinkHandlers, OutgoingFrame } from './link.ts'
import { dialSocket } from './socket-link.ts'

export type Options = {
  env: Environment
  url: string
  identity: Identity
  hello(): Record<string, unknown>
  /** Fetches the long-poll's code and dials; `dialSocket` is for the way back. */
  dialPoll(handlers: LinkHandlers, dialSocket: (handlers: LinkHandlers) => Link): Promise<Link>
  onFrame(frame: ServerFrame): void
  onWelcome(frame: FrameOf<'welcome'>): void
  /** `code` is the close code; 0 when there is none. */
  onDown(code: number): void
}

/** The one line to the server and what is known of it. */
export type Connection = {
  options: Options
  state: Signal<ConnectionState>
  link: Link | null
  timer: unknown
  byeTimer: unknown
  /** Sockets in a row that failed before `welcome`. */
  failures: number
  lastCode: number
}

/** So many sockets may fail before `welcome` until the long-poll is tried (SYNC-74). */
const SOCKETS_TO_FAIL = 2
const LOCAL_CLOSE = 1006

export function createConnection(options: Options): Connection {
  const state = signal<ConnectionState>({ phase: 'idle' })
  return { options, state, link: null, timer: null, byeTimer: null, failures: 0, lastCode: 0 }
}

/** Dials unless a line is there or on its way; what was waited for is not waited for any more. */
export function connect(line: Connection): void {
  if (line.link) return
  clearTimers(line)
  line.state.value = connecting(line.state.peek())
  const { env, url, identity, hello, dialPoll } = line.options
  const handlers: LinkHandlers = {
    frame: (frame, from) => hear(line, frame, from),
    closed: (code, from, afterMs) => lose(line, code, from, afterMs),
  }
  const socketUrl = `${url.replace(/^http/, 'ws')}/api/v1/socket`
  const dial = (to: LinkHandlers) => dialSocket({ env, url: socketUrl, identity, hello, handlers: to })
  const link = line.failures < SOCKETS_TO_FAIL ? dial(handlers) : lazyLink((to) => dialPoll(to, dial), handlers)
  line.link = link
  // Also the code of the long-poll may never come, or its first request lie in a connection that is dead (R10).
  line.timer = env.setTimeout(() => lose(line, 0, link), ACK_MS)
}

/** Writes the frame when the line is up; tells whether it did. */
export function transmit(line: Connection, frame: OutgoingFrame): boolean {
  if (line.state.peek().phase !== 'online') return false
  line.link?.send(frame)
  return true
}

/** Resumes, whatever the line says of itself: it is known to be dead (SYNC-63). */
export function dropDead(line: Connection): void {
  if (line.link) lose(line, LOCAL_CLOSE, line.link)
}

/** Closes without a goodbye until the next `connect`: the page is hidden or going away. */
export function rest(line: Connection): void {
  close(line)
  if (line.state.peek().phase !== 'stopped') line.state.value = { phase: 'idle' }
  line.options.onDown(0)
}

export function stop(line: Connection, reason: 'closed_by_app' | 'signed_out'): void {
  close(line)
  line.state.value = { phase: 'stopped', reason }
}

function hear(line: Connection, frame: ServerFrame, from: Link): void {
  if (frame.t === 'welcome') welcome(line, frame, from)
  else if (frame.t === 'bye') {
    line.byeTimer = line.options.env.setTimeout(() => lose(line, CLOSE.drain, from), frame.afterMs)
  } else if (from === line.link) line.options.onFrame(frame)
}

function welcome(line: Connection, frame: FrameOf<'welcome'>, from: Link): void {
  clearTimers(line)
  // A socket that was tried beside the long-poll takes its place.
  if (line.link !== from) line.link?.close()
  line.link = from
  if (from.transport === 'socket') line.failures = 0
  line.lastCode = 0
  line.state.value = welcomed(line.state.peek(), from.transport)
  line.timer = line.options.env.setTimeout(() => {
    line.state.value = stable(line.state.peek())
  }, STABLE_MS)
  line.options.onWelcome(frame)
}

function lose(line: Connection, code: number, from: Link, afterMs = 0): void {
  if (from !== line.link) return
  const { env, identity, onDown } = line.options
  const before = line.state.peek()
  const repeated = code === line.lastCode
  if (before.phase === 'connecting') countFailure(line, code, from)
  close(line)
  line.lastCode = code
  line.state.value = afterLoss(before, { code, afterMs, now: env.now(), random: env.random(), repeated })
  onDown(code)
  if (code !== CLOSE.unauthenticated) return wait(line)
  identity.access(true).then(
    () => wait(line),
    (error) => (asClientError(error).status === CLIENT_SIGNED_OUT ? stop(line, 'signed_out') : wait(line)),
  )
}

const CLIENT_SIGNED_OUT = 401

/** A long-poll that does not get through either gives sockets the next turn; an unreachable server says nothing of them. */
function countFailure(line: Connection, code: number, from: Link): void {
  if (from.transport === 'poll') line.failures = SOCKETS_TO_FAIL - 1
  else if (code && code < CLOSE.drain) line.failures++
}

function wait(line: Connection): void {
  const state = line.state.peek()
  const { env } = line.options
  if (state.phase === 'waiting') line.timer = env.setTimeout(() => connect(line), state.retryAt - env.now())
}

function close(line: Connection): void {
  clearTimers(line)
  line.link?.close()
  line.link = null
}

function clearTimers({ options, timer, byeTimer }: Connection): void {
  options.env.clearTimeout(timer)
  options.env.clearTimeout(byeTimer)
}
