import { type Database, isDuplicateKey } from '@parley/database'
import type { EventId } from '@parley/protocol'
import type { Ref } from './model.ts'

/** How far a follower of the log has worked, by conversation (SYNC-14). */
type ConsumerRecord = Ref & { _id: string; holder: string; n: number; id: EventId }
/** When the last finished sweep began; written under the lease's fence. */
type SweepRecord = { _id: 'sweep'; startedAt: Date; fence: number }

export const consumerIndexes = [{ key: { workspaceId: 1, conversationId: 1, holder: 1 }, unique: true }] as const

export type Reached = { n: number; id: EventId }

export function createConsumerStore(db: Database) {
  const consumers = db.collection<ConsumerRecord>('consumers')
  const sweeps = db.collection<SweepRecord>('sweeps')
  return {
    find: ({ workspaceId, conversationId }: Ref, holder: string): Promise<ConsumerRecord | null> =>
      consumers.findOne({ workspaceId, conversationId, holder }),

    list: (workspaceId: Ref['workspaceId'], ids: readonly Ref['conversationId'][], holder: string) =>
      consumers
        .find({ workspaceId, conversationId: { $in: [...ids] }, holder })
        .limit(Math.max(1, ids.length))
        .toArray(),

    /** Moves a position from exactly `from` on, after the effect; false when somebody else has moved it. */
    async move(
      { workspaceId, conversationId }: Ref,
      holder: string,
      step: { from: number; to: Reached },
    ): Promise<boolean> {
      const key = { workspaceId, conversationId, holder }
      if (step.from > 0) {
        const { matchedCount } = await consumers.updateOne({ ...key, n: step.from }, { $set: step.to })
        return matchedCount === 1
      }
      try {
        await consumers.insertOne({ _id: `${conversationId}:${holder}`, ...key, ...step.to })
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
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
