import type { AgentId, DepartmentId, Scope } from '@parley/protocol'
import { AppError } from '../errors/app-error.ts'
import type { AgentPrincipal } from './principal.ts'

/** A scope as one word that a lookup takes: an agent, a department, or everybody. */
export type Place = AgentId | DepartmentId | 'everybody'

export function placeOf(scope: Scope, agentId: AgentId): Place {
  if (scope.type === 'department') return scope.departmentId
  return scope.type === 'personal' ? agentId : 'everybody'
}

export function scopeOf(place: Place): Scope {
  if (place === 'everybody') return { type: 'workspace' }
  return isDepartment(place) ? { type: 'department', departmentId: place } : { type: 'personal' }
}

const isDepartment = (place: Place): place is DepartmentId => place.startsWith('dep_')

/** The places whose things `by` may use; `departments` are those of his workspace. */
export function placesOf(by: AgentPrincipal, departments: readonly DepartmentId[]): Place[] {
  const own = departments.filter((id) => by.role !== 'agent' || by.departmentIds.includes(id))
  return [by.agentId, ...own, 'everybody']
}

/** What is somebody's own he changes himself; what others use too, those who look after them. Throws `forbidden`. */
export function checkMayChange(by: AgentPrincipal, place: Place): void {
  if (place === by.agentId || by.role !== 'agent') return
  throw new AppError('forbidden', 'What others use too is changed by supervisors and admins.')
}
