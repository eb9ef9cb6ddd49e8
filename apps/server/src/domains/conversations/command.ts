import { createHash } from 'node:crypto'
import type { Actor, Cmid, ConversationId, ErrorCode, EventBodies, EventKind, Fx } from '@parley/protocol'
import type { Channel, ConversationRecord, EventRecord } from './model.ts'

/** A command on its way into the log. */
export type Command = {
  cmid: Cmid
  /** {@link hashOf} kind and body as the client sent them. */
  h: string
  actor: Actor
  /** Further ids under which the same person may have sent it before (SYNC-86). */
  formerIds?: readonly string[]
  /** The sender's previous command that was still unacknowledged (SYNC-26). */
  after?: Cmid
  origin?: { channel: Channel; externalId?: string }
}

/** What `decide` wants appended. */
export type Decision = { kind: EventKind; body: EventBodies[keyof EventBodies]; fx?: Fx }
export type Refusal = { refused: ErrorCode; detail: string } & Particulars
/** What a refusal tells besides: where a merged conversation went, what of a form is wrong. */
type Particulars = { to?: ConversationId; errors?: { pointer: string; detail: string }[] }

/**
 * Looks at the state folded up to the head, at the moment `at` that the event would get, and at the message it is about;
 * pure; runs again at every renumbering (SYNC-20).
 */
export type Decide = (state: ConversationRecord, at: Date, target: EventRecord | null) => Decision | Refusal

/** How a command ended. Codes that may be retried may be sent again with the same cmid; other refusals are final. */
export type Outcome =
  | { ok: true; event: EventRecord; dup: boolean; canceled: boolean | null }
  | ({ ok: false; code: ErrorCode; detail: string } & Particulars)

export function refuse(refused: ErrorCode, detail: string): Refusal {
  return { refused, detail }
}

export function isRefusal(decision: object): decision is Refusal {
  return 'refused' in decision
}

/** JSON with sorted keys, so that equal bodies hash alike whatever wrote them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(',')}}`
}

/** SHA-256 of kind and canonical body: another body under a used cmid is told from a retry (SYNC-23). */
export function hashOf(kind: string, body: unknown): string {
  return createHash('sha256')
    .update(`${kind}\n${canonical(body)}`)
    .digest('base64url')
}
