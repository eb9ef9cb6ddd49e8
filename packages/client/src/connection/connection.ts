import type { ServerFrame } from '@parley/protocol'
import { CLOSE } from '@parley/protocol/constants'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { asClientError } from '../client-error.ts'
import type { Identity } from '../credentials.ts'
import type { Environment } from '../environment.ts'
import { SOCKET_RETRY_MS, STABLE_MS } from '../times.ts'
import { afterLoss, type ConnectionState, connecting, stable, type Transport, welcomed } from './connection-state.ts'
import { lazyLink } from './lazy-link.ts'
import type { Link, LinkHandlers, OutgoingFrame } from './link.ts'
import { dialSocket } from './socket-link.ts'

export type Connection = {
  state: ReadonlySignal<ConnectionState>
  start(): void
  /** Writes the frame when the line is up; tells whether it did. */
  send(frame: OutgoingFrame): boolean
  probe(): void
  /** The line is known to be dead, whatever it says of itself: resume now. */
  lost(): void
  /** Closes without a goodbye and stays so until `start` (a page that is hidden or going away). */
  rest(): void
  stop(reason: 'closed_by_app' | 'signed_out'): void
}

type Options = {
  env: Environment
  url: string
  identity: Identity
  hello(): Record<string, unknown>
  dialPoll(handlers: LinkHandlers): Promise<Link>
  onFrame(frame: ServerFrame): void
  onWelcome(frame: Extract<ServerFrame, { t: 'welcome' }>): void
  /** `code` is the close code; 0 when there is none. */
  onDown(code: number): void
}

/** Keeps one line to the server: dials, resumes, backs off, falls back to long-poll and finds the way back (SYNC-74). */
export function createConnection(options: Options): Connection {
  const { env, identity } = options
  const state = signal<ConnectionState>({ phase: 'idle' })
  const socketUrl = `${options.url.replace(/^http/, 'ws')}/api/v1/socket`
  let link: Link | null = null
  /** A socket that is being tried while the long-poll carries on. */
  let candidate: Link | null = null
  let timer: unknown
  let upgradeTimer: unknown
  let byeTimer: unknown
  /** Sockets in a row that failed before `welcome`. */
  let failures = 0
  let lastCode = 0

  const handlers: LinkHandlers = { frame, closed }

  function dial(transport: Transport): Link {
    if (transport === 'socket') return dialSocket({ env, url: socketUrl, identity, hello: options.hello, handlers })
    return lazyLink(options.dialPoll, handlers)
  }

  function start() {
    if (link || state.value.phase === 'online') return
    clear()
    state.value = connecting(state.value)
    link = dial(failures >= 2 ? 'poll' : 'socket')
  }

  function frame(received: ServerFrame, from: Link) {
    if (received.t === 'welcome') return welcome(received, from)
    if (received.t === 'bye') byeTimer = env.setTimeout(() => closed(CLOSE.drain, from), received.afterMs)
    if (from === link) options.onFrame(received)
  }

  function welcome(received: Extract<ServerFrame, { t: 'welcome' }>, from: Link) {
    if (from === candidate) {
      link?.close()
      link = candidate
      candidate = null
    }
    const { transport } = from
    clear()
    // A long-poll that works where sockets failed may only mean that the server was away: look again soon, then rarely.
    if (transport === 'poll') tryUpgrade(env.random() * 5_000)
    else failures = 0
    lastCode = 0
    state.value = welcomed(state.value, transport)
    timer = env.setTimeout(() => {
      state.value = stable(state.value)
    }, STABLE_MS)
    options.onWelcome(received)
  }

  function tryUpgrade(afterMs: number) {
    upgradeTimer = env.setTimeout(() => {
      candidate = dial('socket')
    }, afterMs)
  }

  function closed(code: number, from: Link, afterMs?: number) {
    from.close()
    if (from === candidate) {
      candidate = null
      tryUpgrade(SOCKET_RETRY_MS)
    } else if (from === link) lose(code, afterMs)
  }

  function lose(code: number, afterMs = 0) {
    const before = state.value
    const transport = link?.transport
    if (before.phase === 'connecting') {
      // A long-poll that does not get through either gives sockets the next turn.
      if (transport === 'poll') failures = 1
      else if (code && code < CLOSE.drain) failures++
    }
    drop()
    state.value = afterLoss(before, {
      code,
      afterMs,
      now: env.now(),
      random: env.random(),
      repeated: code === lastCode,
    })
    lastCode = code
    options.onDown(code)
    if (code === CLOSE.unauthenticated) renew()
    else wait()
  }

  function wait() {
    const { value } = state
    if (value.phase === 'waiting') timer = env.setTimeout(start, Math.max(0, value.retryAt - env.now()))
  }

  function renew() {
    identity.access(true).then(wait, (error) => {
      if (asClientError(error).status === 401) stop('signed_out')
      else wait()
    })
  }

  function clear() {
    env.clearTimeout(timer)
    env.clearTimeout(upgradeTimer)
    env.clearTimeout(byeTimer)
  }

  function drop() {
    clear()
    link?.close()
    candidate?.close()
    link = candidate = null
  }

  function stop(reason: 'closed_by_app' | 'signed_out') {
    drop()
    state.value = { phase: 'stopped', reason }
  }

  return {
    state,
    start,
    send(outgoing) {
      if (!link || state.value.phase !== 'online') return false
      link.send(outgoing)
      return true
    },
    probe() {
      if (state.value.phase === 'online') link?.probe()
    },
    lost() {
      if (link) closed(1006, link)
    },
    rest() {
      drop()
      if (state.value.phase !== 'stopped') state.value = { phase: 'idle' }
      options.onDown(0)
    },
    stop,
  }
}
