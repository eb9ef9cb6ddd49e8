import { type ContactImportId, type EndpointTypes, LIMITS } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { importFor } from './access.ts'
import { type ImportJob, type JobDeps, NO_COUNTS } from './job.ts'
import type { ImportRecord, ImportStore } from './store.ts'

type Deps = Pick<JobDeps, 'fields' | 'log'> & { store: ImportStore; clock: Clock; job: Pick<ImportJob, 'wake'> }
type By = Pick<AgentPrincipal, 'workspaceId' | 'agentId'>
type New = EndpointTypes['createContactImport']['body']

export function createImportActions({ store, fields, clock, job, log }: Deps) {
  /** Nobody waits for it: it is found again where it was left. */
  function wake(): void {
    job.wake().catch((error: unknown) => log.warn({ err: error }, 'import left for later'))
  }

  async function begin(record: ImportRecord, state: 'checking' | 'running'): Promise<ImportRecord> {
    await store.removeRefusals(record)
    const begun = await store.change(record, { state: record.state }, { state, at: 0, counts: NO_COUNTS })
    if (!begun) throw busy('Somebody else moved it on.')
    wake()
    return begun
  }

  return {
    /** Throws `invalid_request` for a column of a field that is not there. */
    async create({ workspaceId, agentId }: By, { name, columns, tags, total }: New): Promise<ImportRecord> {
      const known = new Set((await fields.of(workspaceId, 'contact')).map(({ key }) => `field:${key}`))
      const at = columns.findIndex(({ target }) => target?.startsWith('field:') && !known.has(target))
      if (at >= 0) {
        const errors = [{ pointer: `/columns/${at}/target`, detail: 'is no field of this workspace' }]
        throw new AppError('invalid_request', 'A column is for a field that is not there.', { errors })
      }
      const now = clock.now()
      const record: ImportRecord = {
        ...{ _id: newId('imp', now), workspaceId, by: agentId, name, columns, tags, total },
        ...{ state: 'receiving', received: 0, at: 0, counts: NO_COUNTS, createdAt: now },
        expiresAt: new Date(now.getTime() + LIMITS.importMs),
      }
      await store.insert(record)
      return record
    },

    /** Throws `import_not_found`, `import_busy`, `invalid_request` for a part of the wrong size. */
    async add(by: By, id: ContactImportId, { part, rows }: { part: number; rows: string[][] }): Promise<ImportRecord> {
      const record = await importFor(store, by, id)
      if (record.state !== 'receiving') throw busy('It takes no rows any more.')
      if (rows.length !== Math.min(LIMITS.importPart, record.total - part * LIMITS.importPart))
        throw new AppError('invalid_request', `Each part has ${LIMITS.importPart} rows, and the last one the rest.`)
      await store.addPart(record, part, rows)
      const received = Math.min(record.total, (await store.countParts(record)) * LIMITS.importPart)
      return (await store.change(record, { state: 'receiving' }, { received })) ?? importFor(store, by, id)
    },

    /** Throws `import_not_found`, `import_busy`. */
    async check(by: By, id: ContactImportId): Promise<ImportRecord> {
      const record = await importFor(store, by, id)
      if (!/^(receiving|checked)$/.test(record.state)) throw busy('It is under way, or over.')
      if ((await store.countParts(record)) < store.partsOf(record.total)) throw busy('Not all of its rows came.')
      return begin(record, 'checking')
    },

    /** Throws `import_not_found`, `import_busy`. */
    async run(by: By, id: ContactImportId): Promise<ImportRecord> {
      const record = await importFor(store, by, id)
      if (record.state !== 'checked') throw busy('Check it first: it tells what will change.')
      return begin(record, 'running')
    },

    /** What is written stays. Throws `import_not_found`. */
    async cancel(by: By, id: ContactImportId): Promise<ImportRecord> {
      const record = await importFor(store, by, id)
      if (record.state === 'done') return record
      const canceled = await store.change(record, {}, { state: 'canceled' })
      await store.removeParts(record)
      return canceled ?? record
    },

    wake,
  }
}
export type ImportActions = ReturnType<typeof createImportActions>

function busy(detail: string): AppError {
  return new AppError('import_busy', detail)
}
