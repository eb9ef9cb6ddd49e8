import type { Database } from '@parley/database'
import type { DepartmentId, WorkspaceId } from '@parley/protocol'

export type DepartmentRecord = {
  _id: DepartmentId
  workspaceId: WorkspaceId
  name: string
  isDefault: boolean
  createdAt: Date
}

/** Departments a workspace may have. */
const MOST = 200

export const departmentIndexes = [
  { name: 'workspace', key: { workspaceId: 1, _id: 1 } },
  {
    name: 'one-default',
    key: { workspaceId: 1, isDefault: 1 },
    unique: true,
    partialFilterExpression: { isDefault: true },
  },
] as const

export function createDepartmentStore(db: Database) {
  const departments = db.collection<DepartmentRecord>('departments')
  return {
    list: (workspaceId: WorkspaceId): Promise<DepartmentRecord[]> =>
      departments.find({ workspaceId }).sort({ _id: 1 }).limit(MOST).toArray(),

    findDefault: (workspaceId: WorkspaceId): Promise<DepartmentRecord | null> =>
      departments.findOne({ workspaceId, isDefault: true }),

    async insert(record: DepartmentRecord): Promise<void> {
      await departments.insertOne(record)
    },
  }
}
