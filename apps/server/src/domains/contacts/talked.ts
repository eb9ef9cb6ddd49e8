import type { ContactId, WorkspaceId } from '@parley/protocol'
import type { Logger } from '../../lib/logger.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import { rootOf } from './access.ts'
import { changed } from './change.ts'
import { isErased } from './model.ts'
import type { ContactStore } from './store.ts'

type Deps = { store: Pick<ContactStore, 'find' | 'replace'>; log: Logger }

type Talk = { workspaceId: WorkspaceId; contactId?: ContactId | null | undefined }

/** Persons of whom it is remembered that it was noted. */
const REMEMBERED = 10_000

/** That a person has a conversation, for lists. Nobody waits for it; what fails is noted with his next message. */
export function createNoteTalked({ store, log }: Deps) {
  const noted = createRecentMap<ContactId, true>(REMEMBERED)

  return ({ workspaceId, contactId: id = null }: Talk): void => {
    if (!id || noted.get(id)) return
    noted.set(id, true)
    changed(
      store,
      () => rootOf(store, workspaceId, id),
      (record) => (record.hasConversation || isErased(record) ? null : { hasConversation: true }),
    ).catch((error: unknown) => {
      noted.delete(id)
      log.warn({ err: error, workspaceId, contactId: id }, 'conversation of a contact not noted')
    })
  }
}
