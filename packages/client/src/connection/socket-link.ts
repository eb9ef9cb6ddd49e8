import { CLOSE, OLDEST_LEVEL, PROTOCOL_LEVEL } from '@parley/protocol/constants'
import { asClientError, type ClientError } from '../client-error.ts'
import type { Environment, Socket } from '../environment.ts'
import type { Identity } from '../identity.ts'
import { toJson } from '../json.ts'
import { ACK_MS, DEAD_MS, PROBE_MS } from '../times.ts'
import type { Link, LinkHandlers, OutgoingFrame } from './link.ts'

/** The oldest and the newest protocol level this build speaks. */
export const LEVELS: [number, number] = [OLDEST_LEVEL, PROTOCOL_LEVEL]

type Dial = {
  env: Environment
  url: string
  identity: Identity
  /** The rest of `hello`, asked for when the socket is open. */
  hello(): Record<string, unknown>
  handlers: LinkHandlers
}

/** A close code of its own: nothing was heard for too long, so the socket is dead whatever it says (SYNC-63, SYNC-65). */
const SILENT = 1006
/** Shorter than any interval of heartbeats. */
const ECHO_MS = 5_000

/** Opens a socket and says hello. Answers heartbeats; one timer watches for silence. */
export function dialSocket({ env, url, identity, hello, handlers }: Dial): Link {
  let socket: Socket | null = null
  let timer: unknown
  let over = false
  let probing = false
  let answeredAt = -Infinity
  let deadMs: number = DEAD_MS

  const end = () => {
    over = true
    env.clearTimeout(timer)
    socket?.close()
  }
  const closed = (code: number, afterMs?: number) => {
    if (over) return
    end()
    handlers.closed(code, link, afterMs)
  }
  const expectWithin = (ms: number) => {
    env.clearTimeout(timer)
    timer = env.setTimeout(() => closed(SILENT), ms)
  }
  const send = (frame: OutgoingFrame) => socket?.send(toJson(frame))

  /** Beats come every 25 s. What follows an answer sooner is its echo, and echoes would go on for ever. */
  const answer = (c: number | undefined) => {
    if (Math.abs(env.now() - answeredAt) < ECHO_MS) return
    answeredAt = env.now()
    send({ t: 'hb', c })
  }

  const message = (text: string) => {
    if (over) return
    const frame = JSON.parse(text)
    deadMs = frame.limits?.deadMs || deadMs
    expectWithin(deadMs)
    if (frame.t === 'hb') {
      if (!probing) answer(frame.c)
      probing = false
    }
    handlers.frame(frame, link)
  }

  const link: Link = {
    transport: 'socket',
    send,
    probe() {
      if (over || probing) return
      probing = true
      send({ t: 'hb' })
      expectWithin(PROBE_MS)
    },
    close: end,
  }

  expectWithin(ACK_MS)
  identity.hello().then(
    (proof) => {
      if (over) return
      const opened = () => !over && send({ t: 'hello', v: LEVELS, ...proof, ...hello() })
      socket = opening(() => env.openSocket(url, { opened, message, closed }))
      if (!socket) closed(SILENT)
    },
    (error) => {
      const problem = asClientError(error)
      closed(codeFor(problem), problem.retryAfterMs ?? 0)
    },
  )
  return link
}

/** Some browsers throw where a policy forbids the connection; the others close it. */
function opening(open: () => Socket): Socket | null {
  try {
    return open()
  } catch {
    return null
  }
}

/** What a refused proof means, in close codes: one table decides what happens next. */
export function codeFor({ status }: ClientError): number {
  if (status === 401) return CLOSE.unauthenticated
  if (status === 429 || status === 503) return CLOSE.tooFast
  return status === 403 || status === 404 ? CLOSE.forbidden : 0
}
