import type { Erasure } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ErasureJob } from './job.ts'
import type { Persons, Subject } from './person.ts'
import type { ErasureRecord, ErasureStore } from './store.ts'

type Deps = { store: ErasureStore; persons: Persons; job: Pick<ErasureJob, 'wake'>; clock: Clock; log: Logger }

export function createErasureActions({ store, persons, job, clock, log }: Deps) {
  /** Nobody waits for it: it is found again where it was left. */
  function wake(): void {
    job.wake().catch((error: unknown) => log.warn({ err: error }, 'erasure left for later'))
  }

  return {
    wake,

    /** The one that runs already, where there is one; of two askings at one moment each begins one, and both end. Throws `contact_not_found`, `visitor_not_found`. */
    async create({ workspaceId, agentId }: AgentPrincipal, subject: Subject): Promise<ErasureRecord> {
      const before = (await store.list(workspaceId)).find(
        (record) => record.state === 'running' && isOf(record, subject),
      )
      if (before) return before
      const person = await persons.whoIs(workspaceId, subject)
      const now = clock.now()
      const record: ErasureRecord = {
        ...{ _id: newId('ers', now), workspaceId, by: agentId, state: 'running', isNobody: false, last: null, at: 0 },
        ...{ counts: await persons.countsOf(person), createdAt: now, finishedAt: null },
        ...{ contactIds: person.contactIds, visitorIds: person.visitorIds },
      }
      await store.insert(record)
      log.info({ workspaceId, erasureId: record._id, by: agentId, counts: record.counts }, 'erasure began')
      wake()
      return record
    },
  }
}
export type ErasureActions = ReturnType<typeof createErasureActions>

const isOf = ({ contactIds, visitorIds }: ErasureRecord, { contactId, visitorId }: Subject): boolean =>
  contactId ? contactIds.includes(contactId) : visitorId !== undefined && visitorIds.includes(visitorId)

export function toWire(record: ErasureRecord): Erasure {
  const { _id: id, by, state, counts, at, contactIds, visitorIds, createdAt, finishedAt } = record
  return {
    ...{ id, by, state, counts, contactIds, visitorIds },
    at: Math.min(at, counts.conversations),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
