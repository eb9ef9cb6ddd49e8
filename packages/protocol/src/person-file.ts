import * as z from 'zod'
import { Actor } from './actor.ts'
import { Attachment } from './attachment.ts'
import { endpoint } from './endpoint.ts'
import { AttachmentId, ConversationId, MessageId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { pageLimit } from './page.ts'
import { isOnePerson, ONE_PERSON, PersonSubject } from './person.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** A file that was sent in a conversation of a person, and the message that it came with. */
export const PersonFile = z.strictObject({
  file: Attachment,
  conversationId: ConversationId,
  messageId: MessageId,
  by: Actor,
  at: Timestamp,
  /** It came with a note: no visitor sees it. */
  isNote: z.boolean(),
})
export type PersonFile = z.infer<typeof PersonFile>

export const personFileEndpoints = {
  listPersonFiles: endpoint(ROUTES.listPersonFiles, {
    summary: 'Files of all conversations of a person that whoever asks may read, the newest first',
    query: PersonSubject.extend({
      /** The last file of the page before. */
      cursor: AttachmentId.optional(),
      limit: pageLimit(LIMITS.pageSize).optional(),
    }).refine(isOnePerson, ONE_PERSON),
    response: z.strictObject({
      files: z.array(PersonFile),
      /** There may be older ones, also where the page is empty. */
      cursor: AttachmentId.nullable(),
    }),
    errors: ['contact_not_found', 'visitor_not_found'],
  }),
}
