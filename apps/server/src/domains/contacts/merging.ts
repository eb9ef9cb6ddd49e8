import type { ContactId, MergeKey } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { contactFor, contactNotFound } from './access.ts'
import { changed } from './change.ts'
import { createCarryOut, judge, versionOf, type Wanted } from './merge-steps.ts'
import { entriesOf, shrunk } from './merged.ts'
import { isErased } from './model.ts'
import { toProfile } from './profile.ts'
import { changedSince } from './refusals.ts'
import type { ContactStore } from './store.ts'

type Deps = { store: ContactStore; clock: Clock; noteTalk(by: AgentPrincipal, id: ContactId): Promise<void> }

/** So long whoever merges is left to it, in milliseconds, before somebody else carries it out. */
const LEFT_ALONE_MS = 60_000
/** Merges that are carried out in one look. */
const AT_ONCE = 100

/**
 * Two contacts that are one person. The one who is taken in is marked first, and is nobody's then but the other's; what
 * the other takes from him, and how it is undone, is written in the same change of that other. Whoever dies between the
 * two is followed by a repetition, or by `carryOn`; where the other was changed meanwhile, the mark goes.
 */
export function createMerging({ store, clock, noteTalk }: Deps) {
  const carryOut = createCarryOut(store)

  /** Whom somebody had before him: not another, whom he was merged into since. Throws `changed_since`. */
  async function asked(by: AgentPrincipal, id: ContactId) {
    const record = await contactFor(store, by, id)
    if (record._id !== id) throw changedSince(record)
    return record
  }

  return {
    /** Done again, it answers as it did. */
    async merge(by: AgentPrincipal, id: ContactId, wanted: Wanted) {
      const { workspaceId, agentId } = by
      const into = await asked(by, id)
      const found = await store.find(workspaceId, wanted.from)
      if (!found || isErased(found)) throw contactNotFound()
      if (found.mergedInto === into._id) {
        // Asked for again: as far as it came, it stands.
        return toProfile(found.merging ? await carryOut(found) : into)
      }
      const from = await asked(by, wanted.from)
      judge(into, from, wanted)
      const at = clock.now()
      const merging = { into: into._id, version: versionOf(into), take: wanted.take, by: agentId, at }
      const marked = await store.replace(from, { mergedInto: into._id, merging, mergingAt: at })
      if (!marked) throw changedSince(await contactFor(store, by, wanted.from))
      return toProfile(await carryOut(marked))
    },

    /** Throws `contact_not_found`, `unchanged`. */
    async undo(by: AgentPrincipal, id: ContactId, fromId: ContactId) {
      const { workspaceId } = by
      const into = await contactFor(store, by, id)
      const from = await store.find(workspaceId, fromId)
      const isThere = from && !isErased(from) && entriesOf(into, fromId, clock.now()).length > 0
      if (!isThere) throw new AppError('unchanged', 'He was not merged into this contact, or it is too long ago.')
      await changed(
        store,
        () => store.find(workspaceId, fromId),
        (record) =>
          record.mergedInto === into._id ? { mergedInto: null, merging: undefined, mergingAt: undefined } : null,
      )
      let kept: MergeKey[] = []
      await changed(
        store,
        () => store.find(workspaceId, into._id),
        (record) => {
          const { changes, kept: stays } = shrunk(record, fromId, clock.now())
          kept = stays
          return changes
        },
      )
      // That there is one is never taken back: whoever undoes it may not see all of them.
      await noteTalk(by, fromId)
      return { contact: toProfile(await contactFor(store, by, into._id)), kept }
    },

    /** Carries out what somebody left in the middle; how many there were. */
    async carryOn(): Promise<number> {
      const left = await store.listMerging(new Date(clock.now().getTime() - LEFT_ALONE_MS), AT_ONCE)
      const done = await Promise.allSettled(left.map(carryOut))
      // That the other was changed meanwhile is an outcome too: the mark is gone.
      const failed = done.find((one) => one.status === 'rejected' && !(one.reason instanceof AppError))
      if (failed?.status === 'rejected') throw failed.reason
      return left.length
    },
  }
}
export type Merging = ReturnType<typeof createMerging>
