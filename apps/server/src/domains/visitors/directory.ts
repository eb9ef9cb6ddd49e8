import type { Clock } from '../../lib/clock.ts'
import { type Contacts, isErased } from '../contacts/index.ts'
import type { VisitorDirectory } from '../conversations/ports.ts'
import type { VisitorRecord } from './model.ts'
import type { VisitorStore } from './store.ts'

type Deps = { store: Pick<VisitorStore, 'find'>; contacts: Pick<Contacts, 'find'>; clock: Clock }

/** Visitors as agents may begin conversations with them. */
export function createDirectory({ store, contacts, clock }: Deps): VisitorDirectory {
  /** A person comes back by his signed identity, whatever became of the browser; anybody else by its token alone. */
  async function comesBack({ workspaceId, contactId, endedAt, expiresAt, idleAt }: VisitorRecord): Promise<boolean> {
    if (!contactId) return !endedAt && expiresAt > clock.now() && idleAt > clock.now()
    const contact = await contacts.find(workspaceId, contactId)
    return contact !== null && !isErased(contact)
  }

  return {
    async find(workspaceId, id) {
      const record = await store.find(workspaceId, id)
      if (!record) return null
      const { siteId, contactId = null, name, email, phone = null, blocked } = record
      return { siteId, contactId, name, email, phone, blocked, isGone: !(await comesBack(record)) }
    },

    async seen(workspaceId, ids) {
      const records = await Promise.all(ids.map((id) => store.find(workspaceId, id)))
      const known = records.filter((record) => record !== null)
      return new Map(known.map(({ _id, pages, language }) => [_id, { page: pages[0]?.url ?? null, language }]))
    },
  }
}
