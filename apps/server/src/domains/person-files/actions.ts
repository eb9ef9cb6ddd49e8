import type { AttachmentId, ContactId, ConversationId, EndpointTypes, PersonFile, VisitorId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type AttachmentRecord, type Attachments, fileToWire } from '../attachments/index.ts'
import type { Contacts } from '../contacts/index.ts'
import type { Conversations } from '../conversations/index.ts'
import type { Visitors } from '../visitors/index.ts'

type Subject = { contactId?: ContactId | undefined; visitorId?: VisitorId | undefined }
export type PersonFileDeps = {
  contacts: Pick<Contacts, 'whole' | 'wholeOf'>
  visitors: Pick<Visitors, 'find'>
  conversations: Pick<Conversations, 'messageOf'>
  attachments: Pick<Attachments, 'newestOf'>
}
type Page = EndpointTypes['listPersonFiles']['response']
type Query = Subject & { cursor?: AttachmentId | undefined; limit?: number | undefined }

const PAGE = 24
/** Looks for files that are still there, where many of a page are not; whoever wants more asks again. */
const LOOKS = 5

export function createPersonFileActions({ contacts, visitors, conversations, attachments }: PersonFileDeps) {
  async function conversationsOf(by: AgentPrincipal, { contactId, visitorId }: Subject): Promise<ConversationId[]> {
    if (contactId) return (await contacts.whole(by, contactId)).conversations.map(({ id }) => id)
    const visitor = visitorId ? await visitors.find(by.workspaceId, visitorId) : null
    if (!visitor) throw new AppError('visitor_not_found', 'There is no such visitor.')
    return (await contacts.wholeOf(by, visitor)).conversations.map(({ id }) => id)
  }

  /** A file with the message that it was sent with; nothing where that was taken away, or never came. */
  async function sent(record: AttachmentRecord): Promise<PersonFile[]> {
    const { workspaceId, conversationId, bound, _id } = record
    if (!conversationId || !bound || !('cmid' in bound)) return []
    const message = await conversations.messageOf({ workspaceId, conversationId }, bound.cmid)
    if (!message?.files.includes(_id)) return []
    const { id: messageId, actor: by, at, isNote } = message
    return [{ file: fileToWire(record), conversationId, messageId, by, at: at.toISOString(), isNote }]
  }

  return {
    /** Of the conversations that the agent may read now. Throws `contact_not_found`, `visitor_not_found`. */
    async list(by: AgentPrincipal, { cursor, limit = PAGE, ...subject }: Query): Promise<Page> {
      const ids = await conversationsOf(by, subject)
      const files: PersonFile[] = []
      let before: AttachmentId | null = cursor ?? null
      for (let look = 0; ids.length > 0 && look < LOOKS; look++) {
        const room = limit - files.length
        const found: AttachmentRecord[] = await attachments.newestOf(by.workspaceId, ids, { before, limit: room + 1 })
        const here = found.slice(0, room)
        files.push(...(await Promise.all(here.map(sent))).flat())
        before = found.length > room ? (here.at(-1)?._id ?? null) : null
        if (!before || files.length === limit) return { files, cursor: before }
      }
      return { files, cursor: before }
    },
  }
}
export type PersonFileActions = ReturnType<typeof createPersonFileActions>
