import type { Database } from '@parley/database'
import type { WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { createWorkspaceStore, type WorkspaceRecord } from './store.ts'

export type Workspaces = ReturnType<typeof createWorkspaces>
export type { WorkspaceRecord } from './store.ts'

/** The tenants of this installation. */
export function createWorkspaces({ db, clock }: { db: Database; clock: Clock }) {
  const store = createWorkspaceStore(db)
  return {
    find: store.find,
    list: store.list,

    async create(name: string): Promise<WorkspaceRecord> {
      const now = clock.now()
      const record = { _id: newId('wsp', now), name, createdAt: now }
      await store.insert(record)
      return record
    },

    /** Its name for whoever has signed in. A workspace that is gone while somebody is signed in is a bug. */
    async nameOf(id: WorkspaceId): Promise<{ id: WorkspaceId; name: string }> {
      const record = await store.find(id)
      if (!record) throw new Error(`no workspace ${id}`)
      return { id, name: record.name }
    },
  }
}
