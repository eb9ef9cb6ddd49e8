import { createHash, createHmac } from 'node:crypto'
import { LIMITS, type SessionId, type WorkspaceId } from '@parley/protocol'
import { isSameSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import type { SessionRecord, SessionStore } from './store.ts'

const SHAPE = /^(wsp_[0-9a-hjkmnp-tv-z]{20})\.(ses_[0-9a-hjkmnp-tv-z]{20})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/

export type RefreshToken = { workspaceId: WorkspaceId; sessionId: SessionId; generation: number; proof: string }

/**
 * `<workspace>.<session>.<generation>.<256 bits>`. The bits are derived from the family's random seed and a key that
 * is not in the store, so that a dump holds nothing usable, and two tabs that refresh at once get the same next token
 * whichever answer comes last (N16).
 */
export function refreshTokenOf(
  record: Pick<SessionRecord, 'workspaceId' | '_id' | 'seed'>,
  generation: number,
  key: Buffer,
) {
  const proof = createHmac('sha256', key).update(`${record._id}.${generation}.${record.seed}`).digest('base64url')
  return `${record.workspaceId}.${record._id}.${generation}.${proof}`
}

/** The parts of what a cookie held; null for anything that is not shaped like one of ours. */
export function parseRefreshToken(text: string | undefined): RefreshToken | null {
  const [, workspaceId, sessionId, generation, proof] = SHAPE.exec(text ?? '') ?? []
  if (!workspaceId || !sessionId || !generation || !proof) return null
  // Both shapes were matched.
  return {
    workspaceId: workspaceId as WorkspaceId,
    sessionId: sessionId as SessionId,
    generation: Number(generation),
    proof,
  }
}

/** Whether the server made this token, however old it is: only then is its reuse a theft and not a guess. */
export function isAuthentic(token: RefreshToken, record: SessionRecord, key: Buffer): boolean {
  const made = parseRefreshToken(refreshTokenOf(record, token.generation, key))
  return made !== null && isSameSecret(made.proof, token.proof)
}

/** What tells one client from another for the grace: a fingerprint of its User-Agent. */
export function clientOf(userAgent: string | undefined): string {
  return createHash('sha256')
    .update(userAgent ?? '')
    .digest('base64url')
}

type RotationDeps = { store: Pick<SessionStore, 'rotate' | 'find'>; clock: Clock; refreshKey: Buffer }

/** Rotates, or hands the newest token to a client that lost the race or the answer. Null: this token is spent. */
export function createRotation({ store, clock, refreshKey }: RotationDeps) {
  return async function rotate(record: SessionRecord, generation: number, client: string): Promise<string | null> {
    const now = clock.now()
    if (generation !== record.generation) {
      const inGrace = generation === record.generation - 1 && now < record.graceUntil && client === record.client
      return inGrace ? refreshTokenOf(record, record.generation, refreshKey) : null
    }
    const isFirst = await store.rotate(record, {
      usedAt: now,
      graceUntil: new Date(now.getTime() + LIMITS.refreshGraceMs),
      expiresAt: new Date(now.getTime() + LIMITS.refreshTokenMs),
    })
    if (isFirst) return refreshTokenOf(record, generation + 1, refreshKey)
    const fresh = await store.find(record.workspaceId, record._id)
    return fresh && rotate(fresh, generation, client)
  }
}
