import type { Actor, ConversationId, EndpointTypes, FrameOf, ServerFrame } from '@parley/protocol'
import type { ClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import type { Authorized } from '../http/authorized.ts'
import { DEAD_MS, LONG_POLL_SECONDS, SOCKET_RETRY_MS } from '../times.ts'
import type { Link, LinkHandlers, OutgoingFrame } from './link.ts'

type Body = EndpointTypes['sync']['body']

export type PollDial = {
  env: Environment
  request: Authorized
  /** What is held now: the positions of a request acknowledge the answers before it (SYNC-73). */
  held(): Pick<Body, 'positions' | 'lists'> & { epoch: string | undefined }
  actor(): Actor | null
  handlers: LinkHandlers
  dialSocket(handlers: LinkHandlers): Link
  /**
   * What this shares with the rest of the client is handed in: an import would cut the eager bundle in pieces, and every
   * piece is a request more for every visitor.
   */
  shared: {
    levels: [number, number]
    asClientError(error: unknown): ClientError
    codeFor(error: ClientError): number
    isRetryable(code: string): boolean
  }
}

type Poll = PollDial & {
  link: Link
  isOver: boolean
  isFirst: boolean
  marks: NonNullable<Body['marks']>
  waiting: AbortController | null
  pokeTimer: unknown
  /** Commands go one at a time: each names the one before it, which must have arrived first. */
  sends: Promise<void>
  candidate: Link | null
  upgradeTimer: unknown
}

/** How long changes of what is wanted gather before the request under way is broken off. */
const POKE_MS = 20
/** A long-poll that works where sockets failed may only mean that the server was away: look again soon, then rarely. */
const FIRST_UPGRADE_MS = 5_000

/** A link over plain requests, for networks that let no socket through: the HTTP twin in the shape of one (SYNC-74). */
export function dialPoll(dial: PollDial): Link {
  const link: Link = {
    transport: 'poll',
    send: (frame) => send(poll, frame),
    probe: () => undefined,
    close: () => end(poll),
  }
  const poll: Poll = {
    ...dial,
    ...{ link, isOver: false, isFirst: true, marks: {}, waiting: null, sends: Promise.resolve(), candidate: null },
    ...{ pokeTimer: null, upgradeTimer: null },
  }
  void run(poll)
  return link
}

async function run(poll: Poll): Promise<void> {
  while (!poll.isOver) await ask(poll)
}

async function ask(poll: Poll): Promise<void> {
  const { marks, isFirst, held, request, shared } = poll
  const waiting = new AbortController()
  poll.marks = {}
  poll.waiting = waiting
  const wait = isFirst ? 0 : LONG_POLL_SECONDS
  try {
    const body = { v: shared.levels, ...held(), marks, wait }
    const answer = await request('sync', { body }, { signal: waiting.signal })
    poll.waiting = null
    if (!poll.isOver) hear(poll, answer)
  } catch (error) {
    poll.waiting = null
    poll.marks = { ...marks, ...poll.marks }
    if (!waiting.signal.aborted) fail(poll, error)
  }
}

function hear(poll: Poll, { epoch, now, frames }: EndpointTypes['sync']['response']): void {
  const { env, handlers, link } = poll
  if (poll.isFirst) {
    handlers.frame(welcome(poll, epoch, now), link)
    upgradeAfter(poll, env.random() * FIRST_UPGRADE_MS)
  }
  poll.isFirst = false
  for (const frame of frames) if (!poll.isOver) handlers.frame(frame as ServerFrame, link)
}

function welcome({ actor, shared }: Poll, epoch: string, now: string): FrameOf<'welcome'> {
  const me = actor() ?? { type: 'visitor', id: '' }
  return { t: 'welcome', v: shared.levels[1], connectionId: 'poll', epoch, now, hb: DEAD_MS, limits: {}, actor: me }
}

function fail(poll: Poll, error: unknown): void {
  if (poll.isOver) return
  const problem = poll.shared.asClientError(error)
  end(poll)
  poll.handlers.closed(poll.shared.codeFor(problem), poll.link, problem.retryAfterMs ?? 0)
}

function end(poll: Poll): void {
  poll.isOver = true
  poll.env.clearTimeout(poll.pokeTimer)
  poll.env.clearTimeout(poll.upgradeTimer)
  poll.waiting?.abort()
  poll.candidate?.close()
}

/** Tries a socket while the long-poll carries on; one that is welcomed takes over. */
function upgradeAfter(poll: Poll, ms: number): void {
  const { env, handlers, dialSocket } = poll
  poll.upgradeTimer = env.setTimeout(() => {
    poll.candidate = dialSocket({
      frame(frame, from) {
        poll.candidate = null
        handlers.frame(frame, from)
      },
      closed(code, from, afterMs) {
        if (poll.candidate !== from) return handlers.closed(code, from, afterMs)
        poll.candidate = null
        upgradeAfter(poll, SOCKET_RETRY_MS)
      },
    })
  }, ms)
}

/** What is wanted has changed: the request that waits is asked again. */
function poke(poll: Poll): void {
  poll.pokeTimer ??= poll.env.setTimeout(() => {
    poll.pokeTimer = null
    poll.waiting?.abort()
  }, POKE_MS)
}

function send(poll: Poll, frame: OutgoingFrame): void {
  switch (frame.t) {
    case 'send':
    case 'cancel':
      poll.sends = poll.sends.then(() => (poll.isOver ? undefined : post(poll, frame)))
      return
    case 'recv':
    case 'read':
      move(poll, frame)
      return poke(poll)
    case 'sub':
    case 'unsub':
    case 'list':
    case 'unlist':
      return poke(poll)
    // Typing has no twin, heartbeats and renewal no need of one.
    case 'eph':
    case 'hb':
    case 'auth':
    case 'hello':
      return
  }
}

type Mark = { t: 'recv' | 'read'; conversationId: ConversationId; n: number; gen?: number }

function move({ marks }: Poll, frame: OutgoingFrame): void {
  const { t, conversationId, n, gen } = frame as unknown as Mark
  marks[conversationId] = { ...marks[conversationId], [t]: n, ...(gen === undefined ? {} : { gen }) }
}

async function post({ request, handlers, link, shared }: Poll, frame: OutgoingFrame): Promise<void> {
  const { cmid } = frame as unknown as { cmid: string }
  const answer = await request('appendEvent', { body: frame }, { headers: { 'idempotency-key': cmid } }).catch(
    (error) => refusal(cmid, shared.asClientError(error), shared.isRetryable),
  )
  handlers.frame(answer as ServerFrame, link)
}

/** A problem document as the `nack` it stands for; no answer, or a server in trouble, means the same command again. */
function refusal(cmid: string, error: ClientError, isRetryable: (code: string) => boolean) {
  const { code, status, retryAfterMs, to } = error
  const retry = isRetryable(code) || status === 0 || status >= 500 || status === 401
  return {
    t: 'nack',
    cmid,
    code,
    retry,
    ...(retryAfterMs === null ? {} : { afterMs: retryAfterMs }),
    ...(to ? { to } : {}),
  }
}
