import { randomInt } from 'node:crypto'
import { CLOSE, type Limits } from '@parley/protocol'
import type { Clock } from '../lib/clock.ts'
import { type Connection, close, dropSlow, tell } from './connection.ts'
import type { Dispatcher } from './dispatcher.ts'

type Deps = { limits: Limits; clock: Clock; monotonic(): number; dispatcher: Pick<Dispatcher, 'currentOf'> }

/** Heartbeats are this much earlier or later than their time, so that they do not come in step. */
const SPREAD = 0.1

/** What is looked at every few seconds, of every connection: is it alive, does it read, is it still allowed (SYNC-52). */
export function createVisit(deps: Deps) {
  return function visit(one: Connection): void {
    const now = deps.monotonic()
    const isDead = now - one.heardAt > deps.limits.deadMs
    if (one.phase === 'closed' || (one.phase === 'open' && isDead)) return one.socket.terminate()
    if (one.phase === 'open') visitOpen(deps, one, now)
    else awaitHello(deps, one, now)
  }
}

function visitOpen(deps: Deps, one: Connection, now: number): void {
  if (isStuck(deps, one, now)) return dropSlow(one)
  if (isExpired(deps, one)) return close(one, CLOSE.unauthenticated)
  // A visitor is judged at each of his commands; an agent also hears what others do. A store that fails to answer now
  // is asked again by the next visit.
  if (one.principal?.type === 'agent') deps.dispatcher.currentOf(one).catch(() => null)
  if (now >= one.beatAt) beat(deps, one, now)
}

function awaitHello({ limits }: Deps, one: Connection, now: number): void {
  if (now - one.openedAt >= limits.helloMs - MARGIN_MS) close(one, CLOSE.unauthenticated)
}

function isExpired({ limits, clock }: Deps, { expiresAt }: Connection): boolean {
  return expiresAt !== null && clock.now().getTime() > expiresAt + limits.renewMs
}

/** Unsent bytes that have not become fewer for 30 s: nobody reads. */
function isStuck({ limits }: Deps, one: Connection, now: number): boolean {
  const { bufferedAmount } = one.socket
  if (bufferedAmount === 0 || bufferedAmount < one.buffered) one.stuckAt = now
  one.buffered = bufferedAmount
  return bufferedAmount > 0 && now - one.stuckAt >= limits.slowMs
}

/** The first visit only sets the time of the first heartbeat. */
function beat({ limits }: Deps, one: Connection, now: number): void {
  const isFirst = one.beatAt === 0
  const spread = limits.heartbeatMs * SPREAD
  const delayMs = isFirst ? randomInt(limits.heartbeatMs) : limits.heartbeatMs - spread + randomInt(2 * spread)
  one.beatAt = now + delayMs
  if (isFirst) return
  one.beat++
  const heads = changedHeads(one)
  tell(one, { t: 'hb', c: one.beat, ...(heads && { heads }) })
}

/** Visits come every five seconds, give or take the timer's own lateness. */
const MARGIN_MS = 500

/** Where the logs stand that it reads, in its own numbering, as far as that changed since the last heartbeat. */
function changedHeads(one: Connection): Record<string, number> | null {
  const heads: Record<string, number> = {}
  let isChanged = false
  for (const [id, { n, buffer }] of one.reader?.subs ?? []) {
    if (buffer || one.heads.get(id) === n) continue
    heads[id] = n
    one.heads.set(id, n)
    isChanged = true
  }
  for (const id of one.heads.keys()) if (!one.reader?.subs.has(id as `cnv_${string}`)) one.heads.delete(id)
  return isChanged ? heads : null
}
