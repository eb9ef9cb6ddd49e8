import {
  type AgentId,
  type Attachment,
  type ConversationId,
  type KeptDraft,
  LIMITS,
  type WorkspaceId,
} from '@parley/protocol'

export type DraftKind = KeptDraft['kind']
type Other = { text: string; changedAt: Date }

/** What one agent writes in one conversation; empty once it was sent, so that a device that slept does not bring it back. */
export type DraftRecord = {
  /** Agent, conversation and kind: there is one of each. */
  _id: string
  workspaceId: WorkspaceId
  agentId: AgentId
  conversationId: ConversationId
  kind: DraftKind
  text: string
  files: Attachment[]
  rev: number
  changedAt: Date
  others: Other[]
  isLive: boolean
  expiresAt: Date
}

export type DraftRef = Pick<DraftRecord, 'workspaceId' | 'agentId' | 'conversationId' | 'kind'>
/** What a device says is written, as of the `rev` that it knew. */
export type Writing = Pick<DraftRecord, 'text' | 'files'> & {
  known: number
  changedAt: Date
  settled: readonly number[]
}

export const MOST_OTHERS = 5
const DAY_MS = 24 * 60 * 60_000
const KEPT_MS = 90 * DAY_MS
/** So long a device may sleep and still be told that its draft was sent. */
const EMPTY_KEPT_MS = 30 * DAY_MS

export const idOf = ({ agentId, conversationId, kind }: DraftRef) => `${agentId} ${conversationId} ${kind}`

const isEmpty = ({ text, files }: Pick<DraftRecord, 'text' | 'files'>) => text.trim() === '' && files.length === 0

function completed(
  ref: DraftRef,
  made: Pick<DraftRecord, 'text' | 'files' | 'rev' | 'changedAt' | 'others'>,
  now: Date,
) {
  const isLive = !isEmpty(made) || made.others.length > 0
  const expiresAt = new Date(now.getTime() + (isLive ? KEPT_MS : EMPTY_KEPT_MS))
  return { _id: idOf(ref), ...ref, ...made, isLive, expiresAt }
}

/**
 * What is kept after `writing`: of two devices that wrote without knowing of each other the newer text counts, the older
 * one stands beside it unless it is part of the newer, and its files go with the newer, unless that was sent. Nothing
 * never takes the place of what the device has not seen.
 */
export function after(ref: DraftRef, had: DraftRecord | null, writing: Writing, now: Date): DraftRecord | null {
  const { known, changedAt, settled } = writing
  const content = { text: writing.text, files: writing.files }
  if (!had) return isEmpty(content) ? null : completed(ref, { ...content, rev: 1, changedAt, others: [] }, now)
  const others = had.others.filter((one) => !settled.includes(one.changedAt.getTime()))
  const made = (one: Pick<DraftRecord, 'text' | 'files' | 'changedAt'>, beside: readonly Other[]) =>
    completed(
      ref,
      { text: one.text, files: one.files, changedAt: one.changedAt, rev: had.rev + 1, others: [...beside] },
      now,
    )
  if (known === had.rev) return made(writing, others)
  const isOlder = isEmpty(content) || changedAt < had.changedAt
  const [newer, older] = isOlder ? [had, writing] : [writing, had]
  const files = isEmpty(newer) ? [] : allOf(newer.files, older.files)
  const both = { text: newer.text, files, changedAt: newer.changedAt }
  if (!isIn(older, newer, others))
    return made(both, [...others, { text: older.text, changedAt: apart(older.changedAt, others) }])
  const isKnown = isOlder && settled.length === 0 && files.length === had.files.length
  return isKnown ? null : made(both, others)
}

function allOf(files: readonly Attachment[], more: readonly Attachment[]): Attachment[] {
  const missing = more.filter(({ id }) => !files.some((one) => one.id === id))
  return [...files, ...missing].slice(0, LIMITS.attachmentsPerMessage)
}

const isIn = ({ text }: { text: string }, newer: { text: string }, others: readonly Other[]) =>
  [newer, ...others].some((one) => one.text.includes(text.trim()))

/** They are told apart by their times. */
function apart(at: Date, others: readonly Other[]): Date {
  return others.some((one) => one.changedAt.getTime() === at.getTime()) ? apart(new Date(at.getTime() + 1), others) : at
}

export function toWire({ conversationId, kind, text, files, rev, changedAt, others }: DraftRecord): KeptDraft {
  return {
    ...{ conversationId, kind, text, files, rev, changedAt: changedAt.toISOString() },
    others: others.map((one) => ({ text: one.text, changedAt: one.changedAt.toISOString() })),
  }
}
