import { createHmac } from 'node:crypto'
import type { SessionId, WorkspaceId } from '@parley/protocol'
import { isSameSecret } from '../../http/secrets.ts'
import type { SessionRecord } from './store.ts'

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
