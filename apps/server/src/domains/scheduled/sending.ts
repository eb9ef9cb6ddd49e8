import type { AgentId, ErrorCode, UnsentReason, WorkspaceId } from '@parley/protocol'
import type { Leases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord } from '../agents/index.ts'
import type { Conversations } from '../conversations/index.ts'
import type { ScheduledRecord } from './model.ts'
import type { ScheduledStore } from './store.ts'

export type SendingDeps = {
  store: ScheduledStore
  leases: Leases
  clock: Clock
  log: Logger
  agents: { find(workspaceId: WorkspaceId, id: AgentId): Promise<AgentRecord | null> }
  conversations: Pick<Conversations, 'submit'>
  /** Other devices of the agent hear of it. */
  tell(record: ScheduledRecord): void
  /** He is told that it was not sent, or late. */
  notice(record: ScheduledRecord): Promise<void>
  leaseMs: number
}

/** Sent in one round; the others are due in the next. */
const ROUND = 50
/** From here on it was late, and whoever wrote it is told. */
const LATE_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60_000
/** Words that were not sent are kept for their author. */
const UNSENT_MS = 30 * DAY_MS
/** Refused for now: tried again so much later. */
const AGAIN_MS = 15_000

/** What a refusal of the log means for whoever wrote it; whatever else is final is `refused`. */
const REASONS: Partial<Record<ErrorCode, UnsentReason>> = {
  changed_since: 'visitor_wrote',
  closed: 'closed',
  moved: 'merged',
  conversation_not_found: 'no_access',
  forbidden: 'no_access',
}

/**
 * Sends what is due. The lease saves work; that each is sent once is the doing of its cmid, which the log looks up before
 * it decides anything: whoever died between the log and here finds it there.
 */
export function createSending(deps: SendingDeps) {
  const { store, leases, clock, log, agents, conversations, tell, notice, leaseMs } = deps

  /** Nobody changes it while it is on its way; null when somebody did, or sends it. */
  const claim = (record: ScheduledRecord, change: Partial<Pick<ScheduledRecord, 'dueAt' | 'unlessAnswered'>> = {}) =>
    store.change(record, { ...change, state: 'sending', wakeAt: new Date(clock.now().getTime() + leaseMs) })

  async function end(claimed: ScheduledRecord, reason: UnsentReason | null): Promise<void> {
    const record = await store.change(claimed, endOf(claimed, reason, clock.now()))
    if (!record) return
    tell(record)
    if (record.state !== 'sent') await notice(record)
  }

  async function deliver(claimed: ScheduledRecord): Promise<void> {
    const { workspaceId, agentId, conversationId, cmid, text, files, replyTo } = claimed
    const agent = await agents.find(workspaceId, agentId)
    if (agent?.state !== 'active') return end(claimed, 'disabled')
    const attachments = files.map(({ id }) => id)
    const body = { v: 1, type: 'text', text, attachments, ...(replyTo && { replyTo }) }
    const answer = await conversations.submit(
      principalOf(agent),
      { t: 'send', cmid, conversationId, kind: 'msg.new', body },
      { visitorMessages: claimed.unlessAnswered ? claimed.answers : null },
    )
    if (answer.t === 'ack') return end(claimed, null)
    if (!answer.retry) return end(claimed, REASONS[answer.code] ?? 'refused')
    // Where the store failed the log may hold it: until that is known nobody changes it.
    const state = answer.code === 'store' ? 'sending' : 'waiting'
    await store.change(claimed, { state, wakeAt: new Date(clock.now().getTime() + AGAIN_MS) })
  }

  return {
    /** Sends one at its author's word; false when it is not as it was seen any more. */
    async now(record: ScheduledRecord): Promise<boolean> {
      // By hand it is on time, whenever that is; kept with it, lest another try knows nothing of it.
      const claimed = await claim(record, { unlessAnswered: false, dueAt: clock.now() })
      if (claimed) await deliver(claimed)
      return claimed !== null
    },

    /** Sends what is due by the store's clock; gives how many were looked at. */
    async sendDue(): Promise<number> {
      if (!(await leases.take('scheduled', leaseMs))) return 0
      const due = await store.listDue(clock.now(), ROUND)
      for (const record of due) {
        try {
          const claimed = await claim(record)
          if (claimed) await deliver(claimed)
        } catch (error) {
          // One that meets a bug holds up no other; it is looked at again when its time is over.
          log.warn({ err: error, conversationId: record.conversationId }, 'scheduled message not sent yet')
        }
      }
      return due.length
    },
  }
}
export type Sending = ReturnType<typeof createSending>

/** He speaks as if he were there. */
function principalOf({ workspaceId, _id: agentId, role, departmentIds, name }: AgentRecord): AgentPrincipal {
  return { type: 'agent', workspaceId, agentId, sessionId: 'ses_scheduled', role, departmentIds, name }
}

function endOf({ dueAt }: ScheduledRecord, reason: UnsentReason | null, now: Date) {
  const keptFor = (ms: number) => new Date(now.getTime() + ms)
  if (reason) return { state: 'unsent', reason, sentAt: null, expiresAt: keptFor(UNSENT_MS) } as const
  const isLate = now.getTime() - dueAt.getTime() > LATE_MS
  const state = isLate ? 'late' : 'sent'
  return { state, reason, sentAt: now, expiresAt: keptFor(isLate ? UNSENT_MS : DAY_MS) } as const
}
