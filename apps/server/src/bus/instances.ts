import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import type { Limits } from '@parley/protocol'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { Bus } from './bus.ts'

type InstanceRecord = { _id: string; busId: string; version: string; seenAt: Date }

export const instanceIndexes = [{ key: { seenAt: 1 }, expireAfterSeconds: 3600 }] as const

type Deps = {
  db: Database
  bus: Pick<Bus, 'id'>
  clock: Clock
  log: Logger
  version: string
  limits: Pick<Limits, 'instanceBeatMs' | 'instanceDeadMs'>
}

/**
 * Heartbeats of the instances on one store. Two that live and have no bus in common miss each other's hints: it is said
 * loudly, and checks run every second instead (SYNC-76).
 */
export function createInstances({ db, bus, clock, log, version, limits }: Deps) {
  const instances = db.collection<InstanceRecord>('instances')
  const id = randomUUID()
  let strangers = 0
  let others = 0
  let timer: NodeJS.Timeout | null = null

  async function beat(): Promise<void> {
    await instances.updateOne(
      { _id: id },
      [{ $set: { busId: { $literal: bus.id }, version: { $literal: version }, seenAt: '$$NOW' } }],
      { upsert: true },
    )
    const since = new Date(clock.now().getTime() - limits.instanceDeadMs)
    const alive = await instances
      .find({ seenAt: { $gt: since } })
      .limit(1_000)
      .toArray()
    const found = alive.filter((one) => one._id !== id && one.busId !== bus.id).length
    if (found > 0 && strangers === 0) {
      log.error({ instances: found }, 'other instances use this store without a common bus: set REDIS_URL or NATS_URL')
    }
    strangers = found
    others = alive.filter((one) => one._id !== id).length
  }

  return {
    id,
    beat,
    /** What `/readyz` reports beside ready. */
    degraded: (): string[] => (strangers > 0 ? ['bus'] : []),
    /** Whether others serve this store too, as of the last beat: clients of this one have somewhere to go. */
    hasOthers: (): boolean => others > 0,
    /** The first beat, then one every few seconds. */
    async start(): Promise<void> {
      await beat()
      timer = setInterval(() => {
        beat().catch((error: unknown) => log.warn({ err: error }, 'heartbeat of this instance not written'))
      }, limits.instanceBeatMs)
      timer.unref()
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      await instances.deleteOne({ _id: id })
    },
  }
}
