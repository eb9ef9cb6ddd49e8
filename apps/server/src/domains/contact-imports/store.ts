import type { Collection, Database } from '@parley/database'
import {
  type ContactImport,
  type ContactImportId,
  type ImportRefusal,
  LIMITS,
  type WorkspaceId,
} from '@parley/protocol'

export type ImportRecord = Omit<ContactImport, 'id' | 'createdAt'> & {
  _id: ContactImportId
  workspaceId: WorkspaceId
  createdAt: Date
  expiresAt: Date
}
type PartRecord = {
  _id: string
  workspaceId: WorkspaceId
  importId: ContactImportId
  part: number
  rows: string[][]
  expiresAt: Date
}
type RefusalRecord = ImportRefusal & {
  _id: string
  workspaceId: WorkspaceId
  importId: ContactImportId
  expiresAt: Date
}
type Ref = Pick<ImportRecord, '_id' | 'workspaceId'>

const expiry = { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 } as const
export const importIndexes = [{ key: { workspaceId: 1, _id: 1 } }, { key: { state: 1, _id: 1 } }, expiry] as const
export const importPartIndexes = [{ key: { workspaceId: 1, importId: 1, part: 1 } }, expiry] as const
export const importRefusalIndexes = [{ key: { workspaceId: 1, importId: 1, row: 1 } }, expiry] as const

const LISTED = 20
const REFUSALS = 500
/** Imports that are looked at for work together. */
const TOGETHER = 50

export function createImportStore(db: Database) {
  const imports = db.collection<ImportRecord>('contact_imports')
  const parts = db.collection<PartRecord>('contact_import_parts')
  const refusals = db.collection<RefusalRecord>('contact_import_refusals')
  const ofImport = ({ workspaceId, _id }: Ref) => ({ workspaceId, importId: _id })

  return {
    find: (workspaceId: WorkspaceId, id: ContactImportId): Promise<ImportRecord | null> =>
      imports.findOne({ workspaceId, _id: id }),

    list: (workspaceId: WorkspaceId): Promise<ImportRecord[]> =>
      imports.find({ workspaceId }).sort({ _id: -1 }).limit(LISTED).toArray(),

    /** Some of those whose rows are to be gone through after `after`, the oldest first. */
    listWork: (after: ContactImportId | null): Promise<ImportRecord[]> =>
      imports
        .find({ state: { $in: ['checking', 'running'] }, ...(after && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(TOGETHER)
        .toArray(),

    async insert(record: ImportRecord): Promise<void> {
      await imports.insertOne(record)
    },

    /** Null when it is not what it was: somebody else was first. */
    change: (
      { workspaceId, _id }: Ref,
      from: Partial<Pick<ImportRecord, 'state' | 'at'>>,
      $set: Partial<ImportRecord>,
    ): Promise<ImportRecord | null> =>
      imports.findOneAndUpdate({ workspaceId, _id, ...from }, { $set }, { returnDocument: 'after' }),

    /** Once more changes nothing. */
    async addPart(record: ImportRecord, part: number, rows: string[][]): Promise<void> {
      const { workspaceId, _id: importId, expiresAt } = record
      await parts.updateOne(
        { _id: `${importId}:${part}`, workspaceId },
        { $set: { importId, part, rows, expiresAt } },
        { upsert: true },
      )
    },

    countParts: (ref: Ref): Promise<number> => parts.countDocuments(ofImport(ref)),

    async rowsOf(ref: Ref, part: number): Promise<string[][]> {
      return (await parts.findOne({ ...ofImport(ref), part }))?.rows ?? []
    },

    async removeParts(ref: Ref): Promise<void> {
      await parts.deleteMany(ofImport(ref))
    },

    /** Once more changes nothing. */
    async addRefusals(
      { workspaceId, _id: importId, expiresAt }: ImportRecord,
      all: readonly ImportRefusal[],
    ): Promise<void> {
      if (all.length === 0) return
      const operations = all.map((refusal) => ({
        updateOne: {
          filter: { _id: `${importId}:${refusal.row}`, workspaceId },
          update: { $set: { ...refusal, importId, expiresAt } },
          upsert: true,
        },
      }))
      await refusals.bulkWrite(operations, { ordered: false })
    },

    ...changingIn(parts),

    async removeRefusals(ref: Ref): Promise<void> {
      await refusals.deleteMany(ofImport(ref))
    },

    listRefusals: (ref: Ref, after: number): Promise<RefusalRecord[]> =>
      refusals
        .find({ ...ofImport(ref), row: { $gt: after } })
        .sort({ row: 1 })
        .limit(REFUSALS)
        .toArray(),

    /** Imports that are kept, in the order of ids. */
    listKept: (workspaceId: WorkspaceId, after: ContactImportId | null): Promise<ImportRecord[]> =>
      imports
        .find({ workspaceId, ...(after && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(LISTED)
        .toArray(),

    async removeRefusalRows(ref: Ref, rows: readonly number[]): Promise<void> {
      await refusals.deleteMany({ ...ofImport(ref), row: { $in: [...rows] } })
    },

    isFull: (listed: readonly unknown[]) => listed.length === REFUSALS,
    partsOf: (total: number) => Math.ceil(total / LIMITS.importPart),
  }
}

function changingIn(parts: Collection<PartRecord>) {
  return {
    /** Other rows in a part that is there; one that is gone stays gone. */
    async changeRows({ workspaceId, _id }: Ref, part: number, rows: string[][]): Promise<void> {
      await parts.updateOne({ _id: `${_id}:${part}`, workspaceId }, { $set: { rows } })
    },
  }
}

export type ImportStore = ReturnType<typeof createImportStore>
