import type { AgentPrincipal, Principal } from '../lib/principal.ts'

/** The lists that are an agent's own, besides those that a note puts him into. */
export const ownKeys = ({ agentId, departmentIds }: AgentPrincipal): string[] => [
  `agt:${agentId}`,
  `tem:${agentId}`,
  ...departmentIds.map((id) => `dep:${id}`),
]

/** Of chats between agents: for those who take part, whatever their role. */
export const isTeam = (keys: readonly string[]) => keys.some((key) => key.startsWith('tem:'))

/**
 * Whether a row that stands under `keys` is the follower's to see: a note may mention him in a conversation that has left
 * his department since. From supervisor up every department is theirs.
 */
export function mayHear(principal: Principal, keys: readonly string[]): boolean {
  if (principal.type !== 'agent') return false
  if (principal.role !== 'agent' && !isTeam(keys)) return true
  const own = ownKeys(principal)
  return keys.some((key) => own.includes(key))
}
