import {
  type CancelFrame,
  CLOSE,
  type ClientFrame,
  type HelloFrame,
  type Limits,
  OLDEST_LEVEL,
  PROTOCOL_LEVEL,
  type SendFrame,
} from '@parley/protocol'
import type { Bus } from '../bus/bus.ts'
import { AppError } from '../errors/app-error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { type Authenticator, actorOf, type Principal } from '../lib/principal.ts'
import { take } from './bucket.ts'
import {
  begin,
  type Connection,
  close,
  commandAnswered,
  commandCame,
  isThirdBadFrame,
  send,
  tell,
  throttle,
} from './connection.ts'
import { ephemeralNote } from './ephemeral.ts'
import { parseFrame } from './frames.ts'
import type { ConversationFeed } from './ports.ts'
import type { Readers } from './reader.ts'
import { welcomeFrame } from './welcome.ts'

export type DispatcherDeps = {
  authenticator: Authenticator
  feed: ConversationFeed
  readers: Readers
  bus: Bus
  /** The store's clock, for what clients see. */
  clock: Clock
  /** The incarnation of the store (SYNC-44). */
  epoch: string
  limits: Limits
  log: Logger
  /** Milliseconds that only rise. */
  monotonic(): number
  /** The connection has said who it is; false when that person has too many. */
  admit(one: Connection): boolean
}

type Handled = Exclude<ClientFrame, HelloFrame | SendFrame | CancelFrame>

/** Frames of one socket: parsed, counted, and handed to who answers them. No input may end the process (SYNC-56). */
export function createDispatcher(deps: DispatcherDeps) {
  const { authenticator, feed, readers, bus, clock, limits, log, monotonic } = deps

  /** A message of the socket. */
  function receive(one: Connection, bytes: Buffer, isBinary: boolean): void {
    if (one.phase === 'closed') return
    const now = monotonic()
    one.heardAt = now
    if (throttle(one, now)) return
    if (isBinary) return close(one, CLOSE.malformed)
    if (one.phase === 'new' && bytes.length > limits.helloBytes) return close(one, CLOSE.tooLarge)
    const parsed = parseFrame(bytes, one.level)
    if (parsed.is === 'malformed') return close(one, CLOSE.malformed)
    if (one.phase !== 'open') return parsed.is === 'frame' ? first(one, parsed.frame) : close(one, CLOSE.malformed)
    if (parsed.is === 'frame') return next(one, parsed.frame)
    if (isThirdBadFrame(one, now)) return close(one, CLOSE.malformed)
    const { code, cmid, ref } = parsed
    tell(
      one,
      cmid === null ? { t: 'err', code, ...(ref !== null && { ref }) } : { t: 'nack', cmid, code, retry: false },
    )
  }

  function first(one: Connection, frame: ClientFrame): void {
    if (one.phase !== 'new' || frame.t !== 'hello') return close(one, CLOSE.malformed)
    one.phase = 'opening'
    inTurn(one, () => hello(one, frame))
  }

  function next(one: Connection, frame: ClientFrame): void {
    if (frame.t === 'hello') return close(one, CLOSE.malformed)
    if (frame.t === 'send' || frame.t === 'cancel') return command(one, frame)
    inTurn(one, () => handle(one, frame))
  }

  /** One after the other: `unsub` must not overtake its `sub`. A failure ends the socket, not the process. */
  function inTurn(one: Connection, work: () => Promise<void> | void): void {
    one.queue = one.queue.then(work).catch((error: unknown) => {
      log.warn({ err: error, connectionId: one.id }, 'frame failed')
      close(one, 1011)
    })
  }

  async function hello(one: Connection, frame: HelloFrame): Promise<void> {
    const [min, max] = frame.v
    one.level = max
    if (max < OLDEST_LEVEL || min > PROTOCOL_LEVEL) return close(one, CLOSE.unsupportedVersion)
    const principal = await proved(one, () =>
      frame.token === undefined
        ? authenticator.byAccess(frame.access ?? '', one.origin)
        : authenticator.byVisitorToken(frame.token, one.origin),
    )
    if (!principal || one.phase !== 'opening') return
    one.expiresAt = frame.access === undefined ? null : (authenticator.expiresAt(frame.access)?.getTime() ?? null)
    const reader = begin(one, principal, monotonic())
    if (!deps.admit(one)) return close(one, CLOSE.tooManyConnections)
    one.phase = 'open'
    tell(
      one,
      welcomeFrame({
        level: Math.min(max, PROTOCOL_LEVEL),
        one,
        principal,
        epoch: deps.epoch,
        limits,
        now: clock.now(),
      }),
    )
    if (frame.epoch !== undefined && frame.epoch !== deps.epoch)
      return tell(one, { t: 'reset', all: true, why: 'epoch' })
    for (const [key, at] of Object.entries(frame.lists ?? {})) await readers.list(reader, key, at)
    for (const [id, since] of Object.entries(frame.positions ?? {}))
      await readers.sub(reader, id as `cnv_${string}`, since)
  }

  /** Who the proof speaks for; null when it does not, and the socket is closed. */
  async function proved(one: Connection, prove: () => Promise<Principal>): Promise<Principal | null> {
    try {
      return await prove()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      close(one, error.code === 'origin_not_allowed' ? CLOSE.forbidden : CLOSE.unauthenticated)
      return null
    }
  }

  /** Commands do not wait for each other here: `append` orders those of one conversation. */
  function command(one: Connection, frame: SendFrame | CancelFrame): void {
    commandCame(one)
    answerTo(one, frame)
      .then((answer) => answer && tell(one, answer))
      .catch((error: unknown) => {
        log.error({ err: error, connectionId: one.id }, 'command failed')
        tell(one, { t: 'nack', cmid: frame.cmid, code: 'internal_error', retry: false })
      })
      .finally(() => commandAnswered(one))
  }

  async function answerTo(one: Connection, frame: SendFrame | CancelFrame) {
    const principal = await currentOf(one)
    return principal && feed.submit(principal, frame)
  }

  /** The principal as it is now, at most 5 s old (SYNC-58); null closes the socket. */
  async function currentOf(one: Connection): Promise<Principal | null> {
    if (!one.principal || one.phase !== 'open') return null
    const principal = await authenticator.current(one.principal)
    if (principal) one.principal = principal
    else close(one, CLOSE.unauthenticated)
    return principal
  }

  async function handle(one: Connection, frame: Handled): Promise<void> {
    const { reader, principal } = one
    if (!reader || !principal || one.phase !== 'open') return
    switch (frame.t) {
      case 'sub':
        return readers.sub(reader, frame.conversationId, frame.since)
      case 'unsub':
        return readers.unsub(reader, frame.conversationId)
      case 'list':
        return readers.list(reader, frame.key, frame.at ?? null)
      case 'unlist':
        return readers.unlist(reader, frame.key)
      case 'recv':
      case 'read':
        return feed.mark(principal, frame)
      case 'eph':
        return ephemeral(one, frame)
      case 'auth':
        return renew(one, frame.access)
      case 'hb':
        // An answer to ours carries its number; without one it is a probe, which is answered.
        if (frame.c === undefined) send(one, '{"t":"hb"}')
    }
  }

  function ephemeral(one: Connection, frame: Extract<ClientFrame, { t: 'eph' }>): void {
    const { reader, principal } = one
    if (!principal || take(one.ephemeral, monotonic()) > 0) return
    const sub = reader?.subs.get(frame.conversationId)
    if (!sub || sub.buffer) return tell(one, { t: 'err', code: 'conversation_not_found', ref: 'eph' })
    bus.publish(ephemeralNote(sub.lane.ref, actorOf(principal), frame))
  }

  async function renew(one: Connection, access: string): Promise<void> {
    const principal = await proved(one, () => authenticator.byAccess(access, one.origin))
    if (!principal || !one.principal) return
    if (actorOf(principal).id !== actorOf(one.principal).id) return close(one, CLOSE.unauthenticated)
    one.principal = principal
    one.expiresAt = authenticator.expiresAt(access)?.getTime() ?? null
  }

  return { receive, currentOf }
}
export type Dispatcher = ReturnType<typeof createDispatcher>
