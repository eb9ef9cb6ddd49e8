import {
  type AttachmentId,
  type Cmid,
  type ConversationId,
  LIMITS,
  type MessageId,
  type ScheduledId,
  type WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Attachments } from '../attachments/index.ts'
import type { Conversations } from '../conversations/index.ts'
import { ownOf, scheduledFor } from './access.ts'
import type { ScheduledRecord } from './model.ts'
import type { Sending } from './sending.ts'
import type { ScheduledStore } from './store.ts'

export type ScheduledDeps = {
  store: ScheduledStore
  sending: Sending
  clock: Clock
  conversations: Pick<Conversations, 'gate'>
  attachments: Pick<Attachments, 'holdFor'>
  tell(record: ScheduledRecord): void
}
type Change = {
  text?: string | undefined
  dueAt?: string | undefined
  unlessAnswered?: boolean | undefined
  known: number
}
type Written = {
  conversationId: ConversationId
  cmid: Cmid
  text: string
  files: readonly AttachmentId[]
  replyTo?: MessageId | undefined
  dueAt: string
  unlessAnswered: boolean
}

/** Of one agent. */
const MOST = 200
/** A clock that goes behind by less is not told that its time is over. */
const LEEWAY_MS = 60_000

export function createScheduledActions({ store, sending, clock, conversations, attachments, tell }: ScheduledDeps) {
  /** Throws `invalid_request`. */
  function timeOf(dueAt: string): Date {
    const ahead = Date.parse(dueAt) - clock.now().getTime()
    if (ahead < -LEEWAY_MS) throw new AppError('invalid_request', 'This time is over.')
    if (ahead > LIMITS.snoozeMs) throw new AppError('invalid_request', 'Nothing is put off for longer than a year.')
    return new Date(dueAt)
  }
  /** Throws `invalid_request`. */
  function check(text: string, files: readonly unknown[]): void {
    if (text.trim() === '' && files.length === 0) throw new AppError('invalid_request', 'Needs text or an attachment.')
  }
  const changed = () => new AppError('changed_since', 'It was changed meanwhile, or is on its way.')

  return {
    list: (by: AgentPrincipal) => store.list(by, MOST),

    /** Throws `conversation_not_found`, `attachment_not_found`, `scheduled_not_found`, `invalid_request`, `list_full`. */
    async create(by: AgentPrincipal, written: Written): Promise<ScheduledRecord> {
      const { conversationId, cmid, text, files: ids, replyTo = null, unlessAnswered } = written
      const conversation = await conversations.gate(by, conversationId)
      const { workspaceId, agentId } = by
      const twin = await store.findTwin(workspaceId, conversationId, cmid)
      // Also when it was sent meanwhile: the answer to the first time was lost.
      if (twin) return ownOf(by, twin)
      check(text, ids)
      const dueAt = timeOf(written.dueAt)
      if ((await store.count(by, MOST)) >= MOST) throw new AppError('list_full', 'Too many messages wait to be sent.')
      const files = await attachments.holdFor(by, { conversationId, ids, until: dueAt })
      const record = await store.insert({
        ...{ _id: newId('sch', clock.now()), workspaceId, agentId, conversationId, cmid, text, files, replyTo },
        ...{ dueAt, unlessAnswered, answers: conversation.counts.visitor, state: 'waiting', reason: null },
        ...{ sentAt: null, rev: 1, wakeAt: dueAt },
      })
      tell(record)
      return ownOf(by, record)
    },

    /** Throws as {@link create}, and `changed_since`. */
    async update(by: AgentPrincipal, id: ScheduledId, change: Change): Promise<ScheduledRecord> {
      const record = await scheduledFor(store, by, id)
      const { text = record.text, unlessAnswered = record.unlessAnswered, known } = change
      if (record.rev !== known || !isOpen(record)) throw changed()
      check(text, record.files)
      const dueAt = change.dueAt ? timeOf(change.dueAt) : record.dueAt
      const conversation = await conversations.gate(by, record.conversationId)
      await attachments.holdFor(by, {
        ...{ conversationId: record.conversationId, until: dueAt },
        ids: record.files.map((file) => file.id),
      })
      // Whoever changes it has seen what was written until now.
      const answers = conversation.counts.visitor
      const next = { text, unlessAnswered, dueAt, wakeAt: dueAt, answers, state: 'waiting', reason: null } as const
      const written = await store.change(record, next)
      if (!written) throw changed()
      tell(written)
      return written
    },

    /** Throws `scheduled_not_found`, `changed_since`. */
    async sendNow(by: AgentPrincipal, id: ScheduledId): Promise<void> {
      const record = await scheduledFor(store, by, id)
      if (!isOpen(record) || !(await sending.now(record))) throw changed()
    },

    /** Throws `scheduled_not_found`, `changed_since`. */
    async remove(by: AgentPrincipal, id: ScheduledId): Promise<void> {
      const record = await scheduledFor(store, by, id)
      if (record.state === 'sending' || !(await store.remove(record))) throw changed()
      tell({ ...record, rev: record.rev + 1 })
    },

    /** What was to be said to whoever is forgotten goes too. */
    async forget(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<void> {
      for (const had of await store.removeOf(workspaceId, conversationId)) tell({ ...had, rev: had.rev + 1 })
    },
  }
}
export type ScheduledActions = ReturnType<typeof createScheduledActions>

/** Not sent, and nobody is sending it. */
const isOpen = ({ state }: ScheduledRecord) => state === 'waiting' || state === 'unsent'
