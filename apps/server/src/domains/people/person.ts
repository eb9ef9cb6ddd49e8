import type { ContactId, ConversationId, PersonCounts, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Contacts } from '../contacts/index.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { VisitorRecord, Visitors } from '../visitors/index.ts'

export type Subject = { contactId?: ContactId | undefined; visitorId?: VisitorId | undefined }
/** All that one person is to us. */
export type Person = { workspaceId: WorkspaceId; contactIds: ContactId[]; visitorIds: VisitorId[] }

export type PersonDeps = {
  contacts: Pick<Contacts, 'members' | 'membersOf'>
  visitors: Pick<Visitors, 'find' | 'idsOfContacts'>
  conversations: Pick<Conversations, 'listWhose'>
  countFiles(workspaceId: WorkspaceId, ids: readonly ConversationId[]): Promise<number>
}

/** Conversations that are looked at together. */
const TOGETHER = 100

/** Who is meant, and what there is of him. */
export function createPersons({ contacts, visitors, conversations, countFiles }: PersonDeps) {
  async function visitorFor(workspaceId: WorkspaceId, id: VisitorId): Promise<VisitorRecord> {
    const record = await visitors.find(workspaceId, id)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    return record
  }

  /** The conversations of a person after `after`, in the order of ids. */
  async function* conversationsOf(person: Person, after: ConversationId | null = null) {
    for (let last = after; ; ) {
      const page: ConversationRecord[] = await conversations.listWhose(person.workspaceId, person, last, TOGETHER)
      if (page.length > 0) yield page
      if (page.length < TOGETHER) return
      last = page.at(-1)?._id ?? null
    }
  }

  /** His browsers by now; none is lost that was his before. */
  async function browsersOf({ workspaceId, contactIds, visitorIds }: Person): Promise<VisitorId[]> {
    return [...new Set([...visitorIds, ...(await visitors.idsOfContacts(workspaceId, contactIds))])]
  }

  return {
    conversationsOf,
    browsersOf,

    /** Whoever was merged into him since, and whatever browser he came with. */
    async asOfNow({ workspaceId, ...before }: Person): Promise<Pick<Person, 'contactIds' | 'visitorIds'>> {
      const contactIds = await contacts.membersOf(workspaceId, before.contactIds)
      return { contactIds, visitorIds: await browsersOf({ ...before, workspaceId, contactIds }) }
    },

    /** Throws `contact_not_found`, `visitor_not_found`. */
    async whoIs(workspaceId: WorkspaceId, { contactId, visitorId }: Subject): Promise<Person> {
      const visitor = visitorId ? await visitorFor(workspaceId, visitorId) : null
      const id = contactId ?? visitor?.contactId ?? visitor?.savedAs
      if (!id) return { workspaceId, contactIds: [], visitorIds: visitor ? [visitor._id] : [] }
      const contactIds = (await contacts.members({ workspaceId }, id)).map((record) => record._id)
      const visitorIds = visitor ? [visitor._id] : []
      return { workspaceId, contactIds, visitorIds: await browsersOf({ workspaceId, contactIds, visitorIds }) }
    },

    async countsOf(person: Person): Promise<PersonCounts> {
      const { workspaceId, contactIds, visitorIds } = person
      const counts = { conversations: 0, messages: 0, notes: 0, files: 0 }
      for await (const page of conversationsOf(person)) {
        counts.conversations += page.length
        for (const record of page) {
          counts.messages += record.counts.messages
          counts.notes += record.counts.notes
        }
        counts.files += await countFiles(
          workspaceId,
          page.map(({ _id }) => _id),
        )
      }
      return { contacts: contactIds.length, visitors: visitorIds.length, ...counts }
    },
  }
}
export type Persons = ReturnType<typeof createPersons>
