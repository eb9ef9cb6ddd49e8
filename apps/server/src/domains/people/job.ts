import { LIMITS } from '@parley/protocol'
import type { Leases } from '../../jobs/leases.ts'
import { throughAll } from '../../jobs/through-all.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConversationRecord } from '../conversations/index.ts'
import type { Persons } from './person.ts'
import { createErasureSteps, type StepDeps } from './steps.ts'
import type { ErasureRecord, ErasureStore } from './store.ts'

export type JobDeps = StepDeps & {
  leases: Leases
  clock: Clock
  log: Logger
}
type Deps = JobDeps & { store: ErasureStore; persons: Persons }

/**
 * Erases persons, one instance at a time for each. The person goes first, as he is when it begins: his contacts, so that
 * whoever comes back is somebody new, then his browsers, so that they write nothing more into what goes. Then his
 * conversations, one after another; how far it is stands in the store, and what is done twice was done once. It is over
 * when a last look finds nothing: no word, and no browser that came as him while his contacts went.
 */
export function createErasureJob({ store, persons, leases, clock, log, ...deps }: Deps) {
  const steps = createErasureSteps(deps)
  let running: Promise<void> | null = null
  let isWanted = false
  let isStopped = false

  const takes = async (record: ErasureRecord) =>
    !isStopped && (await leases.take(nameOf(record), LIMITS.leaseMs)) !== null

  /** One conversation; null: another went on, or this one was stopped. */
  async function step(record: ErasureRecord, conversation: ConversationRecord) {
    const found = (await takes(record)) ? await steps.conversation(record, conversation, () => isStopped) : null
    const next = found === null ? null : await store.change(record, { last: conversation._id, at: record.at + 1 })
    return next && { record: next, found: found ?? 0 }
  }

  /** Through all that comes after `last`. */
  async function pass(first: ErasureRecord): Promise<Passed | null> {
    let done: Passed = { record: first, found: 0 }
    for await (const conversation of each(persons.conversationsOf(first, first.last))) {
      const next = await step(done.record, conversation)
      if (!next) return null
      done = { record: next.record, found: done.found + next.found }
    }
    return done
  }

  async function finish(record: ErasureRecord): Promise<void> {
    const done = await store.change(record, {
      ...{ state: 'done', at: record.counts.conversations, finishedAt: clock.now() },
    })
    const { workspaceId, _id: erasureId, by, counts } = record
    if (done) log.info({ workspaceId, erasureId, by, counts }, 'person erased')
  }

  /** His browsers go, whichever they are by now; another record where there were more. */
  async function browsersGo(record: ErasureRecord): Promise<ErasureRecord | null> {
    const visitorIds = await persons.browsersOf(record)
    await steps.browsers(record.workspaceId, visitorIds)
    return visitorIds.length > record.visitorIds.length ? store.change(record, { visitorIds }) : record
  }

  /** Who he is by now is noted before he goes: nobody could tell it afterwards. */
  async function personGoes(first: ErasureRecord): Promise<ErasureRecord | null> {
    const record = await store.change(first, await persons.asOfNow(first))
    if (!record) return null
    await steps.contacts(record)
    const after = await browsersGo(record)
    return after && store.change(after, { isNobody: true })
  }

  /** Once through all that is left; null: it is over, or another went on. */
  async function look(record: ErasureRecord): Promise<ErasureRecord | null> {
    const done = await pass(record)
    const after = done && (await browsersGo(done.record))
    if (!done || !after) return null
    // A last look: something may have been written while it went by.
    if (done.found > 0 || record.last !== null || after !== done.record) return store.change(after, { last: null })
    await finish(after)
    return null
  }

  async function work(first: ErasureRecord): Promise<void> {
    let record = first.isNobody ? first : await personGoes(first)
    while (record && !isStopped) record = await look(record)
  }

  async function inTurn(record: ErasureRecord): Promise<void> {
    if (!(await takes(record))) return
    try {
      await work(record)
    } finally {
      await leases.release(nameOf(record))
    }
  }

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
      await running?.catch((error: unknown) => log.warn({ err: error }, 'erasure stopped in the middle'))
    },
  }
}
type Passed = { record: ErasureRecord; found: number }

async function* each<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page
}

const nameOf = ({ _id }: ErasureRecord) => `erasure ${_id}`

export type ErasureJob = ReturnType<typeof createErasureJob>
