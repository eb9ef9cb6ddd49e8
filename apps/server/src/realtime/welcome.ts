import { CLIENT_LIMITS, type FrameOf, type Limits } from '@parley/protocol'
import { actorOf, type Principal } from '../lib/principal.ts'

type Welcome = { level: number; one: { id: string }; principal: Principal; epoch: string; limits: Limits; now: Date }

/** The first frame of the server: what it speaks, which incarnation of the store it serves, and whom it takes the client for. */
export function welcomeFrame({ level, one, principal, epoch, limits, now }: Welcome): FrameOf<'welcome'> {
  return {
    t: 'welcome',
    v: level,
    connectionId: one.id,
    epoch,
    now: now.toISOString(),
    hb: limits.heartbeatMs,
    limits: Object.fromEntries(CLIENT_LIMITS.map((name) => [name, limits[name]])),
    actor: actorOf(principal),
  }
}
