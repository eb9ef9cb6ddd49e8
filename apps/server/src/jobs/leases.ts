import { type Database, isDuplicateKey } from '@parley/database'
import type { Clock } from '../lib/clock.ts'

type LeaseRecord = { _id: string; holder: string; until: Date; fence: number }

/** Held until `until`; `fence` rises with each change of holder and stands in the filter of each write (SYNC-77). */
export type Lease = { name: string; fence: number; until: Date }
export type Leases = ReturnType<typeof createLeases>

/** Work that one instance does at a time. Whoever is paused beyond its lease finds its fence outdated. */
export function createLeases({ db, clock, holder }: { db: Database; clock: Clock; holder: string }) {
  const leases = db.collection<LeaseRecord>('leases')
  const toLease = ({ _id, fence, until }: LeaseRecord): Lease => ({ name: _id, fence, until })

  return {
    /** The lease for `forMs` from now, renewed when it is ours; null while somebody else holds it. */
    async take(name: string, forMs: number): Promise<Lease | null> {
      const now = clock.now()
      const until = new Date(now.getTime() + forMs)
      const renewed = await leases.findOneAndUpdate(
        { _id: name, holder },
        { $set: { until } },
        { returnDocument: 'after' },
      )
      if (renewed) return toLease(renewed)
      const taken = await leases.findOneAndUpdate(
        { _id: name, until: { $lt: now } },
        { $set: { holder, until }, $inc: { fence: 1 } },
        { returnDocument: 'after' },
      )
      if (taken) return toLease(taken)
      try {
        const first: LeaseRecord = { _id: name, holder, until, fence: 1 }
        await leases.insertOne(first)
        return toLease(first)
      } catch (error) {
        if (isDuplicateKey(error)) return null
        throw error
      }
    },

    /** Gives ours up, so that the next one need not wait. */
    async release(name: string): Promise<void> {
      await leases.updateOne({ _id: name, holder }, { $set: { until: new Date(0), holder: '' } })
    },
  }
}
