import type { Principal } from '../lib/principal.ts'

/**
 * Whether a row that stands under `keys` is the follower's to see: a note may mention him in a conversation that has left
 * his department since. From supervisor up every department is theirs.
 */
export function mayHear(principal: Principal, keys: readonly string[]): boolean {
  if (principal.type !== 'agent') return false
  if (principal.role !== 'agent') return true
  const own = [`agt:${principal.agentId}`, ...principal.departmentIds.map((id) => `dep:${id}`)]
  return keys.some((key) => own.includes(key))
}
