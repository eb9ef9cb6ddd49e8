import type { Database } from '@parley/database'
import { type DepartmentId, ENDPOINTS, type WorkspaceId } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { createDepartmentStore } from './store.ts'

export { departmentIndexes } from './store.ts'
export type Departments = ReturnType<typeof createDepartments>

/** Groups of agents; every workspace has a default one, where conversations begin. */
export function createDepartments({ db, clock }: { db: Database; clock: Clock }) {
  const store = createDepartmentStore(db)

  async function add(workspaceId: WorkspaceId, name: string, isDefault: boolean): Promise<DepartmentId> {
    const now = clock.now()
    const id = newId('dep', now)
    await store.insert({ _id: id, workspaceId, name, isDefault, createdAt: now })
    return id
  }

  return {
    list: store.list,

    /** The department where conversations of a workspace begin. */
    async defaultOf(workspaceId: WorkspaceId): Promise<DepartmentId> {
      const found = await store.findDefault(workspaceId)
      if (!found) throw new Error(`workspace ${workspaceId} has no default department`)
      return found._id
    },

    createDefault: (workspaceId: WorkspaceId, name: string) => add(workspaceId, name, true),
    add: (workspaceId: WorkspaceId, name: string) => add(workspaceId, name, false),

    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.listDepartments, async ({ principal }) => {
        const records = await store.list(principal.workspaceId)
        return { departments: records.map(({ _id, name }) => ({ id: _id, name })) }
      })
    },
  }
}
