import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { endpoint } from './endpoint.ts'
import { ConversationId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** Texts of other devices beside the one that counts. */
const MOST_OTHERS = 5
const WEEKS_MS = 90 * 24 * 60 * 60_000

const about = { conversationId: ConversationId, kind: z.enum(['reply', 'note']) }
const written = {
  text: z.string().max(LIMITS.textLength),
  files: z.array(Attachment).max(LIMITS.attachmentsPerMessage),
}

/** What an agent writes in a conversation and has not sent: a reply and a note are two. Nobody else reads it. */
export const KeptDraft = z.strictObject({
  ...about,
  ...written,
  /** Rises with each change, and with the sending. */
  rev: z.int().min(1),
  changedAt: Timestamp,
  /** What was written on another device at the same time and is not in `text`: lost by nobody's writing but his own. */
  others: z.array(z.strictObject({ text: z.string(), changedAt: Timestamp })).max(MOST_OTHERS),
})
export type KeptDraft = z.infer<typeof KeptDraft>

export const draftEndpoints = {
  listDrafts: endpoint(ROUTES.listDrafts, {
    summary: 'What the agent who asks has written and not sent, the newest first; of one conversation, or of all',
    query: z.strictObject({ conversationId: ConversationId.optional() }),
    response: z.strictObject({ drafts: z.array(KeptDraft) }),
    errors: ['conversation_not_found'],
  }),
  saveDraft: endpoint(ROUTES.saveDraft, {
    summary: 'Keep what is written, or nothing any more; what another device wrote meanwhile is kept beside it',
    body: z.strictObject({
      ...about,
      ...written,
      /** The `rev` that this device has seen; 0 for none. */
      known: z.int().min(0),
      /** So long ago it was written: the newer text counts, whichever comes first. */
      agoMs: z.int().min(0).max(WEEKS_MS),
      /** Texts among the others that he took over or threw away. */
      settled: z.array(Timestamp).max(MOST_OTHERS).optional(),
    }),
    /** `rev` 0: nothing is kept. */
    response: KeptDraft.extend({ rev: z.int().min(0) }),
    errors: ['conversation_not_found', 'list_full'],
  }),
}
