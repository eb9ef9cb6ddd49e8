import type { ContactId, ConversationRow, VisitorId, WorkspaceId } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { contactFor, rootOf } from './access.ts'
import type { KnownVisitor, VisitorDesk } from './ports.ts'
import { toProfile } from './profile.ts'
import type { ContactStore } from './store.ts'

/** Who is meant by a visitor's record. */
type Saved = Pick<KnownVisitor, '_id' | 'contactId' | 'savedAs'>

type Whose = { visitorIds: readonly VisitorId[]; contactIds: readonly ContactId[] }

export type WholeDeps = {
  store: ContactStore
  /** Later in the row of domains: asked when they are needed. */
  visitors(): VisitorDesk
  conversationsOf(by: AgentPrincipal, whose: Whose): Promise<ConversationRow[]>
}

/** A person whole: whoever was merged into him, his browsers, his conversations. */
export function createWhole({ store, visitors, conversationsOf }: WholeDeps) {
  /** The contacts and whoever was merged into them. */
  async function membersOf(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<ContactId[]> {
    const all = new Set<ContactId>(ids)
    for (let newest = ids; newest.length > 0; ) {
      const merged = await Promise.all(newest.map((one) => store.listMerged(workspaceId, one)))
      newest = merged
        .flat()
        .map(({ _id }) => _id)
        .filter((one) => !all.has(one))
      for (const one of newest) all.add(one)
    }
    return [...all]
  }

  async function partsOf(workspaceId: WorkspaceId, id: ContactId) {
    const contactIds = await membersOf(workspaceId, [id])
    const all = await visitors().listOfContacts(workspaceId, contactIds)
    return { contactIds, visitors: all, visitorIds: all.map(({ _id }) => _id) }
  }

  return {
    membersOf,
    partsOf,

    /** A contact with his browsers and conversations. Throws `contact_not_found`. */
    async whole(by: AgentPrincipal, id: ContactId) {
      const contact = await contactFor(store, by, id)
      const whose = await partsOf(by.workspaceId, contact._id)
      return { contact: toProfile(contact), visitors: whose.visitors, conversations: await conversationsOf(by, whose) }
    },

    /** Whoever a visitor is, with the conversations of the whole person. */
    async wholeOf(by: AgentPrincipal, { _id, contactId, savedAs }: Saved) {
      const id = contactId ?? savedAs
      const contact = id ? await rootOf(store, by.workspaceId, id) : null
      if (!contact) return { conversations: await conversationsOf(by, { visitorIds: [_id], contactIds: [] }) }
      const whose = await partsOf(by.workspaceId, contact._id)
      const conversations = await conversationsOf(by, {
        ...whose,
        visitorIds: [...new Set([_id, ...whose.visitorIds])],
      })
      return { profile: toProfile(contact), conversations }
    },
  }
}
export type Whole = ReturnType<typeof createWhole>
