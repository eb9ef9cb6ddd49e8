import type { Database } from '@parley/database'
import type { ContactId, WorkspaceId } from '@parley/protocol'
import type { Scopes } from '../../http/scopes.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import { contactFor, rootOf } from './access.ts'
import { type ContactDeps, createContactActions } from './actions.ts'
import { createDuplicates } from './duplicates.ts'
import { createErasing } from './erasing.ts'
import { createImporting } from './importing.ts'
import { createContactList } from './list.ts'
import { addMergeRoutes } from './merge-routes.ts'
import { createMerging } from './merging.ts'
import { type ContactRecord, toWire } from './model.ts'
import { toProfile } from './profile.ts'
import { createProfileActions, type ProfileDeps } from './profile-actions.ts'
import { addProfileRoutes } from './profile-routes.ts'
import { addContactRoutes } from './routes.ts'
import { createContactStore } from './store.ts'
import { createNoteTalked } from './talked.ts'
import { createUpkeep } from './upkeep.ts'
import { createWhole } from './whole.ts'

export type { Importing, RowOutcome, ToldRow } from './importing.ts'
export { type ContactRecord, isErased } from './model.ts'
export { contactIndexes, identityKeyIndexes, identityUseIndexes } from './store.ts'
export type Contacts = ReturnType<typeof createContacts>

type Deps = Omit<ContactDeps & ProfileDeps, 'store'> & { db: Database; log: Logger }

/** How often a merge that somebody left is looked for, in milliseconds. */
const LOOKED_FOR_MS = 60_000

/** People we know, and the proof of it: identities that a host's backend signed. */
export function createContacts(deps: Deps) {
  const store = createContactStore(deps.db)
  const actions = createContactActions({ ...deps, store })
  const whole = createWhole({ ...deps, store })
  const profiles = createProfileActions({ ...deps, store, whole })
  const list = createContactList(store)
  const merging = createMerging({ ...deps, store, noteTalk: profiles.noteTalk })
  const duplicates = createDuplicates({ store })
  const upkeep = createUpkeep(store)
  let isStopped = false
  let stopLooking: (() => void) | null = null
  return {
    ...actions,
    find: (workspaceId: WorkspaceId, id: ContactId) => store.find(workspaceId, id),
    ...createErasing({ ...deps, store }),
    membersOf: whole.membersOf,
    /** He was there, in one of his browsers; whoever he was merged into was too. */
    async noteSeen({ workspaceId, id }: { workspaceId: WorkspaceId; id: ContactId }, at: Date): Promise<void> {
      const person = await rootOf(store, workspaceId, id)
      if (person) await store.noteSeen(workspaceId, person._id, at)
    },
    /** Who `id` is, and all who were merged into him. Throws `contact_not_found`. */
    async members(by: { workspaceId: WorkspaceId }, id: ContactId): Promise<ContactRecord[]> {
      const root = await contactFor(store, by, id)
      const ids = await whole.membersOf(by.workspaceId, [root._id])
      const all = await Promise.all(ids.map((one) => store.find(by.workspaceId, one)))
      return all.filter((record) => record !== null)
    },
    toProfile,
    noteTalked: createNoteTalked({ ...deps, store }),
    importing: createImporting({ ...deps, store }),
    toWire,
    whole: whole.whole,
    wholeOf: whole.wholeOf,
    addRoutes(scopes: Scopes): void {
      addContactRoutes(scopes, { actions, store })
      addProfileRoutes(scopes, { ...deps, profiles, list, whole })
      addMergeRoutes(scopes, { ...deps, duplicates, merging })
    },
    carryOn: merging.carryOn,
    listAgain: () => upkeep.listAgain(() => isStopped),
    /** Begins what runs by the clock. */
    start(): void {
      upkeep
        .listAgain(() => isStopped)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'contacts of before are listed after a restart'))
      stopLooking = every(
        () => LOOKED_FOR_MS,
        async () => void (await merging.carryOn()),
        deps.log,
      )
    },
    close(): void {
      isStopped = true
      stopLooking?.()
    },
  }
}
