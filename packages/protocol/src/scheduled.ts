import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { endpoint } from './endpoint.ts'
import { AttachmentId, Cmid, ConversationId, MessageId, ScheduledId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** Why it was not sent: its words are kept for whoever wrote them. */
export const UnsentReason = z.enum(['visitor_wrote', 'closed', 'merged', 'no_access', 'disabled', 'refused'])
export type UnsentReason = z.infer<typeof UnsentReason>

const Words = z.string().max(LIMITS.textLength)
const written = {
  text: Words,
  dueAt: Timestamp,
  /** Not when the visitor writes before. */
  unlessAnswered: z.boolean(),
}

/** An answer that the server sends at its time, once, whoever is there. Only whoever wrote it sees it before. */
export const Scheduled = z.strictObject({
  id: ScheduledId,
  conversationId: ConversationId,
  ...written,
  files: z.array(Attachment),
  replyTo: MessageId.nullable(),
  /** `late`: it was sent, long after its time. */
  state: z.enum(['waiting', 'sending', 'unsent', 'late']),
  reason: UnsentReason.nullable(),
  sentAt: Timestamp.nullable(),
  /** Rises with each change. */
  rev: z.int().min(1),
})
export type Scheduled = z.infer<typeof Scheduled>

const onOne = { params: z.strictObject({ id: ScheduledId }) } as const

export const scheduledEndpoints = {
  listScheduled: endpoint(ROUTES.listScheduled, {
    summary: 'The own messages that wait for their time, the next first, and those that were not sent, or late',
    response: z.strictObject({ scheduled: z.array(Scheduled) }),
    errors: [],
  }),
  createScheduled: endpoint(ROUTES.createScheduled, {
    summary: 'Have an answer sent at a time; repeating it with the same `cmid` changes nothing',
    body: z.strictObject({
      conversationId: ConversationId,
      /** That of the message that will be sent. */
      cmid: Cmid,
      ...written,
      files: z.array(AttachmentId).max(LIMITS.attachmentsPerMessage),
      replyTo: MessageId.optional(),
    }),
    status: 201,
    response: Scheduled,
    errors: ['conversation_not_found', 'attachment_not_found', 'scheduled_not_found', 'invalid_request', 'list_full'],
  }),
  updateScheduled: endpoint(ROUTES.updateScheduled, {
    summary: 'Change the words or the time of one that was not sent; it waits again',
    ...onOne,
    body: z.strictObject({ ...z.strictObject(written).partial().shape, known: z.int().min(1) }),
    response: Scheduled,
    errors: [
      'scheduled_not_found',
      'conversation_not_found',
      'attachment_not_found',
      'invalid_request',
      'changed_since',
    ],
  }),
  sendScheduled: endpoint(ROUTES.sendScheduled, {
    summary: 'Send it now, whatever it waited for',
    ...onOne,
    status: 204,
    errors: ['scheduled_not_found', 'changed_since'],
  }),
  deleteScheduled: endpoint(ROUTES.deleteScheduled, {
    summary: 'Send it never, or take it from the list',
    ...onOne,
    status: 204,
    errors: ['scheduled_not_found', 'changed_since'],
  }),
}
