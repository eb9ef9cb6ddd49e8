import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AttachmentId, ConversationId, CreateKey } from './ids.ts'
import { LIMITS } from './limits.ts'
import { queryNumber } from './page.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** What was spoken into the chat: drawn and played in place. */
export const Voice = z.strictObject({
  durationMs: z.int().min(1).max(LIMITS.voiceMs),
  /** How loud it is, in as many parts of equal length: 0 to 15, as its sender measured it. */
  peaks: z.array(z.int().min(0).max(15)).min(1).max(64),
})
export type Voice = z.infer<typeof Voice>

/** A stored file as a message carries it. Its bytes come by a link of at most ten minutes ({@link attachmentEndpoints}). */
export const Attachment = z.strictObject({
  id: AttachmentId,
  /** The sender's file name, cleaned of paths and control characters; for display only. */
  name: z.string().max(255),
  /** Judged from the content, never from what the sender claims. */
  type: z.string().max(100),
  size: z.int().min(1),
  /** Pixels; images only. */
  width: z.int().optional(),
  height: z.int().optional(),
  /** Whether a thumbnail (WebP, at most 640 pixels on a side) exists. */
  hasThumbnail: z.boolean(),
  /** Voice messages only. */
  voice: Voice.optional(),
})
export type Attachment = z.infer<typeof Attachment>

export const AttachmentLink = z.strictObject({
  id: AttachmentId,
  url: z.url(),
  thumbnailUrl: z.url().nullable(),
  expiresAt: Timestamp,
})
export type AttachmentLink = z.infer<typeof AttachmentLink>

export const attachmentEndpoints = {
  uploadAttachment: endpoint(ROUTES.uploadAttachment, {
    summary: 'Upload one file (multipart, field `file`), to be named by the message that is sent next',
    /** The conversation it is for: by id, or by the create key of one whose first message is not sent yet. */
    query: z.strictObject({
      conversationId: ConversationId.optional(),
      createKey: CreateKey.optional(),
      /** Of a voice message: its length in milliseconds, and `peaks` (see {@link Voice}) as hexadecimal digits. */
      voiceMs: queryNumber(LIMITS.voiceMs).optional(),
      peaks: z
        .string()
        .regex(/^[0-9a-f]{1,64}$/)
        .optional(),
    }),
    multipart: true,
    status: 201,
    response: Attachment,
    errors: [
      'too_large',
      'type_not_allowed',
      'file_empty',
      'storage_full',
      'conversation_not_found',
      'rate',
      'blocked',
    ],
  }),
  linkAttachments: endpoint(ROUTES.linkAttachments, {
    summary: 'Short-lived links to the files of a conversation',
    body: z.strictObject({
      conversationId: ConversationId,
      ids: z
        .array(AttachmentId)
        .min(1)
        .max(LIMITS.attachmentsPerMessage * 5),
    }),
    response: z.strictObject({ links: z.array(AttachmentLink) }),
    errors: ['attachment_not_found', 'conversation_not_found'],
  }),
}
