import type { AgentId, Named } from '@parley/protocol'
import { agentMayRead } from './access.ts'
import type { ConversationRecord } from './model.ts'
import type { Prepared } from './rule.ts'

type Naming = { named: Named[]; mentions: AgentId[] }

/**
 * Whom a note names and whom of them it reaches: colleagues who may sign in and read the conversation, its author left
 * out. What its text does not say names nobody.
 */
export function namingOf({ body, principal, colleagues }: Prepared, state: ConversationRecord): Naming | null {
  const { text = '', named: said } = body as { text?: string; named?: Named[] }
  if (!said) return null
  const named = said.filter(({ name }) => text.includes(`@${name}`))
  const ids = new Set(named.map(({ id }) => id))
  const took = new Set(ids.has('all') ? tookPart(state) : [])
  const reached = colleagues.filter(
    (one) =>
      (ids.has(one.agentId) || took.has(one.agentId) || one.departmentIds.some((id) => ids.has(id))) &&
      agentMayRead(one, state),
  )
  const mentions = reached.map(({ agentId }) => agentId)
  return { named, mentions: mentions.filter((id) => principal.type !== 'agent' || id !== principal.agentId) }
}

const tookPart = ({ participants, assigneeId }: ConversationRecord): string[] =>
  [...participants.filter(({ type }) => type === 'agent').map(({ id }) => id), assigneeId].filter((id) => id !== null)
