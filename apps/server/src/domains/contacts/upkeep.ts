import type { ContactStore } from './store.ts'

/** Contacts of before that are listed anew at once. */
const TOGETHER = 200

/** Gives contacts of before what they are listed, found and compared by. */
export function createUpkeep(store: Pick<ContactStore, 'listUnlisted' | 'replace'>) {
  return {
    /** How many there were; of those whom somebody changes meanwhile that change does it. */
    async listAgain(isStopped: () => boolean): Promise<number> {
      let count = 0
      for (let some = await store.listUnlisted(TOGETHER); some.length > 0 && !isStopped(); ) {
        for (const record of some) await store.replace(record, {})
        count += some.length
        some = await store.listUnlisted(TOGETHER)
      }
      return count
    },
  }
}
