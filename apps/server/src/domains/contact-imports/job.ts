import type { ImportRefusal } from '@parley/protocol'
import { LIMITS } from '@parley/protocol'
import type { Leases } from '../../jobs/leases.ts'
import { throughAll } from '../../jobs/through-all.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Importing, RowOutcome, ToldRow } from '../contacts/index.ts'
import type { CustomFields } from '../custom-fields/index.ts'
import { readRow } from './read-row.ts'
import type { ImportRecord, ImportStore } from './store.ts'

export type JobDeps = {
  store: ImportStore
  importing: Importing
  fields: Pick<CustomFields, 'of'>
  leases: Leases
  log: Logger
}
type Counts = ImportRecord['counts']

export const NO_COUNTS: Counts = { created: 0, updated: 0, unchanged: 0, refused: 0 }

/**
 * Goes through the rows of imports, part by part, on one instance at a time. How far it is stands in the store: whoever
 * dies is followed by another, who begins with the part that was not noted as done.
 */
export function createImportJob({ store, importing, fields, leases, log }: JobDeps) {
  let running: Promise<void> | null = null
  let isWanted = false
  let isStopped = false

  async function planOf({ _id: id, workspaceId, columns, tags }: ImportRecord) {
    const all = await fields.of(workspaceId, 'contact')
    return { id, columns, tags, fields: new Map(all.map((field) => [field.key, field])) }
  }

  /** One part: its refusals first, then the count, by whoever is first. Null: somebody else did it, or stopped it. */
  async function pass(record: ImportRecord, seen: Set<string> | null): Promise<ImportRecord | null> {
    const rows = await store.rowsOf(record, record.at / LIMITS.importPart)
    const plan = await planOf(record)
    const read = rows.map((values, n) => ({ values, told: readRow(plan, values, record.at + n + 1) }))
    const told = read.flatMap((one) => (isTold(one.told) ? [one.told] : []))
    const outcomes = await (seen
      ? importing.look(record.workspaceId, told, seen)
      : importing.write(record.workspaceId, told))
    const ofRow = new Map(told.map(({ row }, n) => [row, outcomes[n]]))
    const { counts, refused } = settle(record, read, ofRow)
    await store.addRefusals(record, refused)
    return store.change(record, { state: record.state, at: record.at }, { at: record.at + rows.length, counts })
  }

  async function finish(record: ImportRecord): Promise<void> {
    const isCheck = record.state === 'checking'
    await store.change(record, { state: record.state }, { state: isCheck ? 'checked' : 'done' })
    if (!isCheck) await store.removeParts(record)
    const { workspaceId, _id: importId, counts } = record
    log.info({ workspaceId, importId, counts, isCheck }, 'contacts imported')
  }

  async function work(first: ImportRecord, name: string): Promise<void> {
    let record: ImportRecord | null = first
    // What a check saw of the file is in memory alone: it begins anew.
    const seen = first.state === 'checking' ? new Set<string>() : null
    if (seen && first.at > 0) record = await store.change(first, { state: 'checking' }, { at: 0, counts: NO_COUNTS })
    while (record && !isStopped && (await leases.take(name, LIMITS.leaseMs))) {
      if (record.at >= record.total) {
        await finish(record)
        break
      }
      record = await pass(record, seen)
    }
  }

  async function inTurn(record: ImportRecord): Promise<void> {
    const name = `contact-import ${record._id}`
    if (!(await leases.take(name, LIMITS.leaseMs))) return
    try {
      await work(record, name)
    } finally {
      await leases.release(name)
    }
  }

  /** Whoever comes while it looks is looked at after it. */
  async function run(): Promise<void> {
    isWanted = false
    await throughAll({ list: store.listWork, work: inTurn, isStopped: () => isStopped, log })
    if (isWanted && !isStopped) await run()
  }

  return {
    /** Does what there is to do; one at a time. */
    wake(): Promise<void> {
      isWanted = true
      running ??= run().finally(() => {
        running = null
      })
      return running
    },
    async stop(): Promise<void> {
      isStopped = true
      await running?.catch((error: unknown) => log.warn({ err: error }, 'import stopped in the middle'))
    },
  }
}
type Read = { values: string[]; told: ReturnType<typeof readRow> }

const isTold = (told: Read['told']): told is ToldRow => 'row' in told

/** The counts after a part, and its rows that were refused. */
function settle(
  { at, counts: before }: ImportRecord,
  read: readonly Read[],
  outcomes: ReadonlyMap<string, RowOutcome | undefined>,
) {
  const counts = { ...before }
  const refused: ImportRefusal[] = []
  for (const [n, { values, told }] of read.entries()) {
    const outcome = isTold(told) ? outcomes.get(told.row) : undefined
    const why = isTold(told) ? ({ reason: 'ambiguous', column: null } as const) : told
    if (outcome && outcome !== 'ambiguous') counts[outcome] += 1
    else refused.push({ row: at + n + 1, values, ...why })
  }
  counts.refused += refused.length
  return { counts, refused }
}

export type ImportJob = ReturnType<typeof createImportJob>
