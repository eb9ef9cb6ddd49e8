import type { Database } from '@parley/database'
import type { WorkspaceId } from '@parley/protocol'

export type WorkspaceRecord = { _id: WorkspaceId; name: string; createdAt: Date }

/** More workspaces than one installation of this version has. */
const MOST = 100

export function createWorkspaceStore(db: Database) {
  const workspaces = db.collection<WorkspaceRecord>('workspaces')
  return {
    find: (id: WorkspaceId): Promise<WorkspaceRecord | null> => workspaces.findOne({ _id: id }),

    /** Every workspace of this installation, the oldest first: the only read without a tenant. */
    list: (): Promise<WorkspaceRecord[]> => workspaces.find({}).sort({ _id: 1 }).limit(MOST).toArray(),

    async insert(record: WorkspaceRecord): Promise<void> {
      await workspaces.insertOne(record)
    },
  }
}
