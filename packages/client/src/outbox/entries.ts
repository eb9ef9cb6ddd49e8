import type { AckFrame, Cmid, CommandKind, ConversationId, CreateKey, ErrorCode, Timestamp } from '@parley/protocol'
import type { BegunWith } from '../api.ts'
import { KEPT_ENTRIES, KEPT_MS } from '../times.ts'

/** A command of this browser (SYNC-60). Plain data: it lies in IndexedDB, shared by all tabs of one identity. */
export type OutboxEntry = {
  cmid: Cmid
  /** Order of sending; `cmid` is ordered by a clock that may jump, this is not. */
  seq: number
  /** The tab that transmits it. */
  tab: string
  /** Another tab, or the page before a reload, may have transmitted it. */
  tried: boolean
  kind: CommandKind
  body: unknown
  /** For display until the acknowledgement brings the server's time (SYNC-72). */
  at: number
  /** Of a conversation that this command may have to create; kept after the first ack, for a restored store (SYNC-66). */
  key: CreateKey | null
  /** Of an agent: with whom the key begins a conversation. */
  to?: BegunWith | undefined
  /** Null until the first acknowledgement of its create key. */
  conversationId: ConversationId | null
  /** Sent again after the log was cut: the conversation itself may be gone, so the create key goes along. */
  again: boolean
  /** The command is to be cancelled, not sent (SYNC-61). */
  cancel: boolean
  phase: 'pending' | 'failed' | 'kept'
  code: ErrorCode | null
  /** Of the acknowledgement: the place in the log, in own numbering; null when it is not the reader's to see. */
  n: number | null
  ts: Timestamp | null
  ackedAt: number
}

export type Entries = readonly OutboxEntry[]
/** A change of the outbox. Pure: it runs on what is shown and, inside one transaction, on what is stored. */
export type Change = (entries: Entries) => Entries

const endOf = (entries: Entries) => entries.reduce((end, entry) => Math.max(end, entry.seq), 0) + 1
const inOrder = (entries: Entries) => [...entries].sort((a, b) => a.seq - b.seq)
const patch = (entries: Entries, which: (entry: OutboxEntry) => boolean, change: Partial<OutboxEntry>) =>
  entries.map((entry) => (which(entry) ? { ...entry, ...change } : entry))

/** Whether two commands are for the same conversation. */
export function sameThread(a: Thread, b: Thread): boolean {
  return a.conversationId ? a.conversationId === b.conversationId : a.key !== null && a.key === b.key
}
export type Thread = Pick<OutboxEntry, 'key' | 'conversationId'>

/** At the end; a command that is in the outbox already stays where it is. */
export const added =
  (entry: NewEntry): Change =>
  (entries) =>
    entries.some(({ cmid }) => cmid === entry.cmid)
      ? entries
      : [...entries, { ...UNTRIED, ...entry, seq: endOf(entries) }]

export type NewEntry = Pick<OutboxEntry, 'cmid' | 'tab' | 'kind' | 'body' | 'at' | 'conversationId' | 'key' | 'to'>

const UNTRIED: Omit<OutboxEntry, keyof NewEntry | 'seq'> = {
  tried: false,
  again: false,
  cancel: false,
  phase: 'pending',
  code: null,
  n: null,
  ts: null,
  ackedAt: 0,
}

/**
 * Stored on the server: kept for a day, so that what a restored store lost comes back (SYNC-66). Every command of the
 * same create key learns the conversation in the same transaction.
 */
export const acked =
  (ack: Omit<AckFrame, 't' | 'id'>, now: number): Change =>
  (entries) => {
    const mine = entries.find(({ cmid }) => cmid === ack.cmid)
    if (!mine || mine.phase === 'kept') return entries
    const { conversationId } = ack
    const { key } = mine
    const known = key
      ? patch(entries, (entry) => entry.key === key && !entry.conversationId, { conversationId })
      : entries
    if (ack.canceled) return known.filter((entry) => entry.cmid !== ack.cmid)
    const settled: Partial<OutboxEntry> = {
      phase: 'kept',
      conversationId,
      cancel: false,
      again: false,
      n: ack.n ?? null,
      ts: ack.ts,
      ackedAt: now,
    }
    return pruned(
      patch(known, (entry) => entry.cmid === ack.cmid, settled),
      now,
    )
  }

/** Kept entries past their day or their number go. */
function pruned(entries: Entries, now: number): Entries {
  const young = entries.filter(({ phase, ackedAt }) => phase === 'kept' && now - ackedAt <= KEPT_MS)
  const kept = inOrder(young).slice(-KEPT_ENTRIES)
  return entries.filter((entry) => entry.phase !== 'kept' || kept.includes(entry))
}

/** Refused for good. Only a message stays, to be tried again or deleted by its writer; a cancelled command is settled. */
export const refused =
  (cmid: Cmid, code: ErrorCode): Change =>
  (entries) => {
    const mine = entries.find((entry) => entry.cmid === cmid)
    if (mine?.phase !== 'pending') return entries
    const stays = code !== 'canceled' && !mine.cancel && mine.kind.endsWith('.new')
    if (!stays) return entries.filter((entry) => entry !== mine)
    return patch(entries, (entry) => entry === mine, { phase: 'failed', code })
  }

/** Again, at the end, with the same cmid. */
export const retried =
  (cmid: Cmid, tab: string): Change =>
  (entries) =>
    patch(entries, (entry) => entry.cmid === cmid && entry.phase === 'failed', {
      phase: 'pending',
      code: null,
      tab,
      tried: true,
      seq: endOf(entries),
    })

/** Dropped when it was certainly never transmitted, otherwise turned into its cancellation (SYNC-61). */
export const removed =
  (cmid: Cmid, tab: string, transmitted: boolean): Change =>
  (entries) => {
    const mine = entries.find((entry) => entry.cmid === cmid)
    if (!mine || mine.phase === 'kept') return entries
    // What the server refused for good is not stored there.
    const gone = mine.phase === 'failed' || (mine.tab === tab && !mine.tried && !transmitted)
    if (gone) return entries.filter((entry) => entry !== mine)
    return patch(entries, (entry) => entry === mine, { cancel: true })
  }

/** Takes over commands whose tab does not send them. */
export const adopted =
  (cmids: ReadonlySet<Cmid>, tab: string): Change =>
  (entries) =>
    patch(entries, (entry) => cmids.has(entry.cmid) && entry.phase === 'pending' && entry.tab !== tab, {
      tab,
      tried: true,
    })

/** The conversation was merged: the same commands go to `to` (SYNC-93). */
export const moved =
  (from: Thread, to: ConversationId): Change =>
  (entries) =>
    patch(entries, (entry) => entry.phase !== 'kept' && sameThread(entry, from), { conversationId: to, again: false })

/** The log may have lost what it had acknowledged: everything kept of `which` is sent again, in order (SYNC-66). */
export const requeued =
  (which: (entry: OutboxEntry) => boolean, tab: string): Change =>
  (entries) =>
    entries.map((entry) =>
      entry.phase === 'kept' && which(entry)
        ? { ...entry, phase: 'pending', tab, tried: true, again: entry.key !== null, n: null }
        : entry,
    )

/** What is still to be sent, in order. */
export function pendingOf(entries: Entries): OutboxEntry[] {
  return inOrder(entries.filter(({ phase }) => phase === 'pending'))
}

/** The cmid that must be stored before `entry`: of the same conversation, before it, still unacknowledged (SYNC-64). */
export function afterOf(entries: Entries, entry: OutboxEntry): Cmid | undefined {
  return pendingOf(entries).findLast((other) => other.seq < entry.seq && sameThread(other, entry))?.cmid
}
