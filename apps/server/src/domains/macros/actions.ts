import type {
  AgentId,
  CannedResponseId,
  DepartmentId,
  Macro,
  MacroAction,
  MacroId,
  WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createKeeping, type PlaceDepartments } from '../../lib/kept.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { LiveMacro, MacroRecord } from './model.ts'
import type { MacroStore } from './store.ts'

export type MacroDeps = {
  store: MacroStore
  departments: PlaceDepartments
  /** Throws `canned_response_not_found` for what `by` may not insert. */
  cannedFor(by: AgentPrincipal, id: CannedResponseId): Promise<unknown>
  /** Null when there is nobody of that id who may sign in. */
  agentNameOf(workspaceId: WorkspaceId, id: AgentId): Promise<string | null>
  clock: Clock
}
type Written = Pick<Macro, 'scope' | 'name' | 'actions'>
type To = Extract<MacroAction, { type: 'assign' }>['to']
type Change = { [K in keyof Written]?: Written[K] | undefined } & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 100

export function createMacroActions({ store, departments, cannedFor, agentNameOf, clock }: MacroDeps) {
  const kept = createKeeping<MacroRecord, Partial<Omit<Written, 'scope'>>>({
    store,
    departments,
    clock,
    most: MOST,
    missing,
  })

  async function checkAgent({ workspaceId }: AgentPrincipal, to: To): Promise<void> {
    if (to === 'me' || to === 'nobody' || (await agentNameOf(workspaceId, to))) return
    throw new AppError('agent_not_found', 'There is no such agent.')
  }

  async function checkDepartment({ workspaceId }: AgentPrincipal, id: DepartmentId): Promise<void> {
    const all = await departments.list(workspaceId)
    if (!all.some(({ _id }) => _id === id)) throw new AppError('department_not_found', 'There is no such department.')
  }

  /** What actions name is there, and of this workspace. Throws `agent_not_found`, `canned_response_not_found`, `department_not_found`. */
  async function checkNamed(by: AgentPrincipal, actions: readonly MacroAction[]): Promise<void> {
    for (const action of actions) {
      if (action.type === 'send') await cannedFor(by, action.cannedResponseId)
      if (action.type === 'pass') await checkDepartment(by, action.departmentId)
      if (action.type === 'assign') await checkAgent(by, action.to)
    }
  }

  return {
    async list(by: AgentPrincipal) {
      return store.list(by.workspaceId, await kept.places(by))
    },

    /** Throws `forbidden`, `department_not_found`, `agent_not_found`, `canned_response_not_found`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveMacro> {
      const place = await kept.placeFor(by, scope)
      await checkNamed(by, written.actions)
      await kept.checkRoom(by.workspaceId, place)
      const now = clock.now()
      const record: LiveMacro = {
        ...{ _id: newId('mac', now), workspaceId: by.workspaceId, place, ...written },
        ...{ uses: 0, usedAt: null, createdBy: by.agentId, updatedAt: now },
      }
      await store.insert(record)
      return record
    },

    /** Throws `macro_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: MacroId, { scope, known, ...change }: Change): Promise<LiveMacro> {
      const record = await kept.changeable(by, id)
      await checkNamed(by, change.actions ?? [])
      return kept.change(by, record, { scope, known, changes: defined(change) })
    },

    remove: kept.remove,
    restore: kept.restore,

    async count(by: AgentPrincipal, id: MacroId): Promise<void> {
      const record = await kept.get(by, id)
      await store.use(record, clock.now())
    },
  }
}
export type MacroActions = ReturnType<typeof createMacroActions>

function missing(): AppError {
  return new AppError('macro_not_found', 'There is no such macro.')
}
