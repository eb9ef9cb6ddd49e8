import { type Database, isDuplicateKey } from '@parley/database'
import type { EventId } from '@parley/protocol'
import type { Ref } from './model.ts'

/** How far a follower of the log has worked, by conversation (SYNC-14). */
type ConsumerRecord = Ref & { _id: string; holder: string; n: number; id: EventId }
/** When the last finished sweep began; written under the lease's fence. */
type SweepRecord = { _id: 'sweep'; startedAt: Date; fence: number }

export const consumerIndexes = [{ key: { workspaceId: 1, conversationId: 1, holder: 1 }, unique: true }] as const

/** A follower's step in one log. */
export type Step = { ref: Ref; from: number; to: { n: number; id: EventId } }

export function createConsumerStore(db: Database) {
  const consumers = db.collection<ConsumerRecord>('consumers')
  const sweeps = db.collection<SweepRecord>('sweeps')
  return {
    list: (workspaceId: Ref['workspaceId'], ids: readonly Ref['conversationId'][], holder: string) =>
      consumers
        .find({ workspaceId, conversationId: { $in: [...ids] }, holder })
        .limit(Math.max(1, ids.length))
        .toArray(),

    /** Moves positions, each from exactly `from` on, after the effect; one that somebody else has moved stays. */
    async move(holder: string, steps: readonly Step[]): Promise<void> {
      if (steps.length === 0) return
      const operations = steps.map(({ ref: { workspaceId, conversationId }, from, to }) => {
        const key = { workspaceId, conversationId, holder }
        if (from > 0) return { updateOne: { filter: { ...key, n: from }, update: { $set: to } } }
        return { insertOne: { document: { _id: `${conversationId}:${holder}`, ...key, ...to } } }
      })
      try {
        await consumers.bulkWrite(operations, { ordered: false })
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },

    /** When the last sweep that finished had begun; null before the first. */
    async lastSweep(): Promise<Date | null> {
      return (await sweeps.findOne({ _id: 'sweep' }))?.startedAt ?? null
    },

    /** Notes a finished sweep, unless a later holder of the lease has noted one. */
    async finishSweep(startedAt: Date, fence: number): Promise<void> {
      try {
        await sweeps.updateOne(
          { _id: 'sweep', fence: { $lte: fence } },
          { $set: { startedAt, fence } },
          { upsert: true },
        )
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },
  }
}
export type ConsumerStore = ReturnType<typeof createConsumerStore>
