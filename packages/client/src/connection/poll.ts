import type { Actor, EndpointTypes, RouteName, ServerFrame } from '@parley/protocol'
import { CLOSE, isRetryable, OLDEST_LEVEL, PROTOCOL_LEVEL } from '@parley/protocol/constants'
import { asClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import type { RequestInput, RequestOptions } from '../http/http-client.ts'
import { DEAD_MS, LONG_POLL_SECONDS } from '../times.ts'
import type { Link, LinkHandlers, OutgoingFrame } from './link.ts'
import { codeFor } from './socket-link.ts'

type Body = EndpointTypes['sync']['body']

export type PollDial = {
  env: Environment
  /** A request with an access token, renewed when it has to be. */
  request<N extends RouteName>(
    name: N,
    input: RequestInput,
    options?: RequestOptions,
  ): Promise<EndpointTypes[N]['response']>
  /** What is held now: the positions of a request acknowledge the answers before it (SYNC-73). */
  held(): Pick<Body, 'positions' | 'lists'> & { epoch?: string }
  actor(): Actor | null
  handlers: LinkHandlers
}

/** How long changes of what is wanted gather before the request under way is broken off. */
const POKE_MS = 20

/** A link over plain requests, for networks that let no socket through: the HTTP twin in the shape of one (SYNC-74). */
export function dialPoll({ env, request, held, actor, handlers }: PollDial): Link {
  let over = false
  let isFirst = true
  let marks: NonNullable<Body['marks']> = {}
  let waiting: AbortController | null = null
  let pokeTimer: unknown = null
  let sends = Promise.resolve()

  const end = () => {
    over = true
    env.clearTimeout(pokeTimer)
    waiting?.abort()
  }

  async function poll() {
    const moved = marks
    marks = {}
    waiting = new AbortController()
    try {
      const body = { v: [OLDEST_LEVEL, PROTOCOL_LEVEL], ...held(), marks: moved, wait: isFirst ? 0 : LONG_POLL_SECONDS }
      const answer = await request('sync', { body }, { signal: waiting.signal })
      waiting = null
      if (!over) hear(answer)
    } catch (error) {
      const brokenOff = waiting?.signal.aborted
      waiting = null
      marks = { ...moved, ...marks }
      if (!brokenOff) failed(error)
    }
  }

  function hear({ epoch, now, frames }: EndpointTypes['sync']['response']) {
    if (isFirst) handlers.frame(welcome(epoch, now), link)
    isFirst = false
    for (const frame of frames) if (!over) handlers.frame(frame as ServerFrame, link)
  }

  function welcome(epoch: string, now: string): ServerFrame {
    const me = actor() ?? { type: 'visitor', id: '' }
    return { t: 'welcome', v: PROTOCOL_LEVEL, connectionId: 'poll', epoch, now, hb: DEAD_MS, limits: {}, actor: me }
  }

  function failed(error: unknown) {
    if (over) return
    const problem = asClientError(error)
    end()
    handlers.closed(problem.code === 'busy' ? CLOSE.tooFast : codeFor(problem), link, problem.retryAfterMs ?? 0)
  }

  async function loop() {
    while (!over) await poll()
  }

  function poke() {
    pokeTimer ??= env.setTimeout(() => {
      pokeTimer = null
      waiting?.abort()
    }, POKE_MS)
  }

  async function post(frame: OutgoingFrame) {
    const cmid = frame['cmid'] as never
    try {
      const ack = await request('appendEvent', { body: frame }, { headers: { 'idempotency-key': cmid } })
      if (!over) handlers.frame(ack as ServerFrame, link)
    } catch (error) {
      const { code, status, retryAfterMs, to } = asClientError(error)
      const retry = isRetryable(code) || status === 0 || status >= 500 || status === 401
      const afterMs = retryAfterMs === null ? {} : { afterMs: retryAfterMs }
      const nack = { t: 'nack', cmid, code, retry, ...afterMs, ...(to ? { to } : {}) } as ServerFrame
      if (!over) handlers.frame(nack, link)
    }
  }

  function send(frame: OutgoingFrame) {
    const id = frame['conversationId'] as `cnv_${string}`
    switch (frame.t) {
      case 'send':
      case 'cancel':
        // One at a time: each names the one before it, which must have arrived first.
        sends = sends.then(() => (over ? undefined : post(frame)))
        return
      case 'recv':
      case 'read':
        marks[id] = { ...marks[id], [frame.t]: frame['n'], ...('gen' in frame ? { gen: frame['gen'] as number } : {}) }
        return poke()
      case 'sub':
      case 'unsub':
      case 'list':
      case 'unlist':
        return poke()
      // Typing has no twin, heartbeats and renewal no need of one.
      case 'eph':
      case 'hb':
      case 'auth':
      case 'hello':
        return
    }
  }

  const link: Link = { transport: 'poll', send, probe: () => undefined, close: end }
  void loop()
  return link
}
