import type { AgentId, EventBodies, Named, NotePurpose } from '@parley/protocol'
import { agentMayRead } from './access.ts'
import { type Decision, type Refusal, refuse } from './command.ts'
import type { ConversationRecord } from './model.ts'
import type { Colleague } from './ports.ts'
import type { Now, Prepared } from './rule.ts'

type Naming = { named: Named[]; mentions: AgentId[] }

/**
 * Whom a note names and whom of them it reaches: colleagues who may sign in and read the conversation, its author left
 * out. What its text does not say names nobody.
 */
export function namingOf({ body, principal, colleagues }: Prepared, state: ConversationRecord): Naming | null {
  const { text = '', named: said, purpose } = body as { text?: string; named?: Named[]; purpose?: NotePurpose }
  if (!said && !purpose) return null
  const named = (said ?? []).filter(({ name }) => text.includes(`@${name}`))
  const ids = new Set(named.map(({ id }) => id))
  const took = new Set(ids.has('all') ? tookPart(state) : [])
  const reached = colleagues.filter(
    (one) =>
      (ids.has(one.agentId) ||
        took.has(one.agentId) ||
        isMeant(purpose, one, state) ||
        one.departmentIds.some((id) => ids.has(id))) &&
      agentMayRead(one, state),
  )
  const mentions = reached.map(({ agentId }) => agentId)
  return { named, mentions: mentions.filter((id) => principal.type !== 'agent' || id !== principal.agentId) }
}

/** Whom a note is for without being named: supervisors whose help is asked for; whoever asked, or has the conversation. */
function isMeant(purpose: NotePurpose | undefined, { agentId, role }: Colleague, state: ConversationRecord) {
  if (purpose === 'request') return role !== 'agent'
  return purpose === 'advice' && (agentId === state.assigneeId || agentId === state.request?.by)
}

/** Advice is a supervisor's to give; help is asked for where there is still something to do. */
export function purposeRefusal({ principal, body }: Prepared, { status }: ConversationRecord): Refusal | null {
  const { purpose } = body as { purpose?: NotePurpose }
  const role = principal.type === 'agent' ? principal.role : 'agent'
  if (purpose === 'advice' && role === 'agent') return refuse('forbidden', 'Advice needs the role supervisor.')
  return purpose === 'request' && status === 'closed' ? refuse('closed', 'Reopen the conversation first.') : null
}

/** A request that is open is settled by whoever works on the conversation. */
export function settling({ body: said }: Prepared, { state }: Now): Decision | Refusal {
  const body = said as EventBodies['conv.request'] // judged by the schema of its kind
  return state.request?.messageId === body.messageId
    ? { kind: 'conv.request', body }
    : refuse('unchanged', 'No such request is open.')
}

const tookPart = ({ participants, assigneeId }: ConversationRecord): string[] =>
  [...participants.filter(({ type }) => type === 'agent').map(({ id }) => id), assigneeId].filter((id) => id !== null)
