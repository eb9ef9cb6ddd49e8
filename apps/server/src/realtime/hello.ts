import { CLOSE, type ConversationId, type HelloFrame, OLDEST_LEVEL, PROTOCOL_LEVEL } from '@parley/protocol'
import { AppError } from '../errors/app-error.ts'
import { actorOf, type Principal } from '../lib/principal.ts'
import { begin, type Connection, close, tell } from './connection.ts'
import type { DispatcherDeps } from './dispatcher-deps.ts'
import type { Reader } from './reader.ts'
import { welcomeFrame } from './welcome.ts'

/** The first frame: a common version, a proof, room for one more; then `welcome`, and what the client resumes. */
export async function hello(deps: DispatcherDeps, one: Connection, frame: HelloFrame): Promise<void> {
  const [min, max] = frame.v
  one.level = max
  if (max < OLDEST_LEVEL || min > PROTOCOL_LEVEL) return close(one, CLOSE.unsupportedVersion)
  const principal = await proved(one, () => prove(deps, one, frame))
  if (!principal || one.phase !== 'opening') return
  one.expiresAt = frame.access === undefined ? null : expiry(deps, frame.access)
  const reader = begin(one, principal, deps.monotonic())
  if (!deps.admit(one)) return close(one, CLOSE.tooManyConnections)
  one.phase = 'open'
  tell(one, welcomeFrame({ ...deps, level: Math.min(max, PROTOCOL_LEVEL), one, principal, now: deps.clock.now() }))
  deps.readers.attend(reader)
  if (frame.epoch === undefined || frame.epoch === deps.epoch) return resume(deps, reader, frame)
  tell(one, { t: 'reset', all: true, why: 'epoch' })
}

const prove = ({ authenticator }: DispatcherDeps, from: Connection, { token, access = '' }: HelloFrame) =>
  token === undefined ? authenticator.byAccess(access, from) : authenticator.byVisitorToken(token, from)

const expiry = ({ authenticator }: DispatcherDeps, access: string) => authenticator.expiresAt(access)?.getTime() ?? null

async function resume({ readers }: DispatcherDeps, reader: Reader, { lists, positions }: HelloFrame): Promise<void> {
  for (const [key, at] of Object.entries(lists ?? {})) await readers.list(reader, key, at)
  for (const [id, since] of Object.entries(positions ?? {})) {
    await readers.sub(reader, id as ConversationId, since) // by the schema of the frame
  }
}

/** No other token would open the line. */
const SHUT: readonly string[] = ['origin_not_allowed', 'blocked']

/** Who the proof speaks for; null when it does not, and the socket is closed. */
async function proved(one: Connection, prove: () => Promise<Principal>): Promise<Principal | null> {
  try {
    return await prove()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    close(one, SHUT.includes(error.code) ? CLOSE.forbidden : CLOSE.unauthenticated)
    return null
  }
}

/** A new access token on a live socket: the same person's, or the end (SYNC-82). */
export async function renew(deps: DispatcherDeps, one: Connection, access: string): Promise<void> {
  const principal = await proved(one, () => deps.authenticator.byAccess(access, one))
  if (!principal || !one.principal) return
  if (actorOf(principal).id !== actorOf(one.principal).id) return close(one, CLOSE.unauthenticated)
  one.principal = principal
  one.expiresAt = expiry(deps, access)
}
