import { CLOSE } from '@parley/protocol/constants'
import type { ConnectionView } from '../api.ts'
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS } from '../times.ts'

export type Transport = 'socket' | 'poll'

/** {@link ConnectionView} with what the next step needs: `attempt` counts losses since the line was last stable. */
export type ConnectionState =
  | { phase: 'idle' }
  | { phase: 'connecting'; attempt: number; downSince: number | null }
  | { phase: 'online'; attempt: number; transport: Transport }
  | { phase: 'waiting'; attempt: number; downSince: number; retryAt: number }
  | Extract<ConnectionView, { phase: 'stopped' }>

type Loss = {
  /** A close code; 0 when the server could not be reached at all. */
  code: number
  /** The server's wish, from `bye` or a problem document, in milliseconds. */
  afterMs?: number
  now: number
  /** In [0, 1): spreads clients out after an outage. */
  random: number
  /** The close before this one had the same cause, with no welcome in between. */
  repeated?: boolean
}

/** Full jitter (SYNC-68): anywhere between nothing and a ceiling that doubles with each loss. */
export function backoffMs(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** attempt)
}

export function connecting(state: ConnectionState): ConnectionState {
  const attempt = 'attempt' in state ? state.attempt : 0
  return { phase: 'connecting', attempt, downSince: 'downSince' in state ? state.downSince : null }
}

export function welcomed(state: ConnectionState, transport: Transport): ConnectionState {
  return { phase: 'online', attempt: 'attempt' in state ? state.attempt : 0, transport }
}

/** Falls back to 0 only after 30 s: falling back on open makes a storm (SYNC-68). */
export function stable(state: ConnectionState): ConnectionState {
  return state.phase === 'online' ? { ...state, attempt: 0 } : state
}

/** What ends the line, until the page or its person does something about it (SYNC-42). */
const STOPS: Partial<Record<number, 'forbidden' | 'too_many_connections' | 'unsupported_version'>> = {
  [CLOSE.forbidden]: 'forbidden',
  [CLOSE.tooManyConnections]: 'too_many_connections',
  [CLOSE.unsupportedVersion]: 'unsupported_version',
}
/** After these the client resumes without backing off; after `unauthenticated` with a new access token. */
const AT_ONCE: number[] = [CLOSE.malformed, CLOSE.unauthenticated, CLOSE.tooLarge, CLOSE.drain, 1001, 1009]

/** Where a lost line goes next (SYNC-42). `renew_access` is the caller's to do first; here it only waits its turn. */
export function afterLoss(state: ConnectionState, { code, afterMs = 0, now, random, repeated }: Loss): ConnectionState {
  if (state.phase === 'stopped' || state.phase === 'idle') return state
  const attempt = state.attempt
  // Frames that the server twice could not read come from a build it does not understand.
  const reason = code === CLOSE.malformed && repeated ? 'unsupported_version' : STOPS[code]
  if (reason) return { phase: 'stopped', reason }

  const soon = !repeated && AT_ONCE.includes(code)
  const delayMs = afterMs + (soon ? random * BACKOFF_FIRST_MS : backoffMs(attempt, random))
  const downSince = ('downSince' in state ? state.downSince : null) ?? now
  return { phase: 'waiting', attempt: attempt + 1, downSince, retryAt: now + delayMs }
}
