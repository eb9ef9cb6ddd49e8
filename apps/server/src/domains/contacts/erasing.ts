import type { ContactId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { lineOf } from './access.ts'
import { changed } from './change.ts'
import { shrunk } from './merged.ts'
import { type ContactRecord, isErased } from './model.ts'
import type { ContactStore } from './store.ts'

type Deps = { store: Pick<ContactStore, 'find' | 'replace' | 'erase' | 'listMerged'>; clock: Clock }

/** Contacts who are nobody any more, and what that means to whomever agents merged with them. */
export function createErasing({ store, clock }: Deps) {
  /** What somebody who stays took from him goes back. */
  async function takeOut({ workspaceId, _id, mergedInto }: ContactRecord): Promise<void> {
    const find = () => (mergedInto ? store.find(workspaceId, mergedInto) : null)
    const into = await find()
    if (!into || isErased(into)) return
    await changed(
      store,
      async () => find(),
      (record) => (record.merges?.some(({ from }) => from === _id) ? shrunk(record, _id, clock.now()).changes : null),
    )
  }

  /** Whoever was merged into him and stays is his own again: in lists, and by his address. */
  async function free(workspaceId: WorkspaceId, id: ContactId, others: readonly ContactId[]): Promise<void> {
    const merged = await store.listMerged(workspaceId, id)
    for (const { _id } of merged.filter((one) => !others.includes(one._id)))
      await changed(
        store,
        () => store.find(workspaceId, _id),
        (record) => (record.mergedInto === id ? { mergedInto: null, merging: undefined, mergingAt: undefined } : null),
      )
  }

  /** They go together; once more changes nothing. */
  async function eraseAll(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<void> {
    for (const id of ids) {
      const record = await store.find(workspaceId, id)
      if (record?.mergedInto && !ids.includes(record.mergedInto)) await takeOut(record)
      // Before, so that a kill between hides nobody; after, for whoever was merged into him meanwhile.
      await free(workspaceId, id, ids)
      await store.erase(workspaceId, id)
      await free(workspaceId, id, ids)
    }
  }

  return {
    eraseAll,

    /**
     * Whom agents took a visitor for, when that visitor takes his data away, and whoever that one was merged into; not
     * somebody who proved to be himself, nor whom agents merged with them besides.
     */
    async eraseUnproved(workspaceId: WorkspaceId, id: ContactId): Promise<void> {
      const line = await lineOf(store, workspaceId, id)
      const proved = line.findIndex(({ provedAt }) => provedAt !== null)
      const unproved = proved === -1 ? line : line.slice(0, proved)
      await eraseAll(
        workspaceId,
        unproved.map(({ _id }) => _id),
      )
    },
  }
}
