import type { Database } from '@parley/database'

/** The one set-up link that is good now. */
type SetupRecord = { _id: 'setup'; hash: string; createdAt: Date; usedAt: Date | null }

export function createSetupStore(db: Database) {
  const setups = db.collection<SetupRecord>('setups')
  return {
    /** The link before dies. */
    async replace(hash: string, now: Date): Promise<void> {
      await setups.replaceOne({ _id: 'setup' }, { hash, createdAt: now, usedAt: null }, { upsert: true })
    },

    find: (hash: string): Promise<SetupRecord | null> => setups.findOne({ _id: 'setup', hash, usedAt: null }),

    /** Uses the link up: one of many who come with it at once is told true. */
    async use(hash: string, now: Date): Promise<boolean> {
      const { modifiedCount } = await setups.updateOne({ _id: 'setup', hash, usedAt: null }, { $set: { usedAt: now } })
      return modifiedCount === 1
    },
  }
}
