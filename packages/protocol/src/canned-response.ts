import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { endpoint } from './endpoint.ts'
import { AgentId, AttachmentId, CannedResponseId, ConversationId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Text } from './options/text.ts'
import { ROUTES } from './routes.ts'
import { Scope } from './scope.ts'
import { Timestamp } from './time.ts'

/** What is typed behind `/`: one word in small letters. */
export const Shortcut = z
  .string()
  .max(40)
  .regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}_-]*$/u)
const Words = Text(4000).refine(
  (text) => Object.values(text).some((words) => words?.trim()),
  'is written in no language',
)

const written = {
  scope: Scope,
  shortcut: Shortcut,
  title: z.string().trim().min(1).max(120),
  /** Groups them in lists; empty for none. */
  category: z.string().trim().max(40),
  /** By language; `{{visitor.name}}` and others like it are filled in by whoever inserts it. */
  text: Words,
}
/** What goes along: own uploads that no message names, and those that it has already. Absent: as they were, or none. */
const files = { files: z.array(AttachmentId).max(LIMITS.attachmentsPerMessage).optional() }

/** An answer that is written once and inserted by its word. */
export const CannedResponse = z.strictObject({
  id: CannedResponseId,
  ...written,
  /** They go along when it is inserted. */
  files: z.array(Attachment),
  /** How often it was inserted, and when last. */
  uses: z.int().min(0),
  usedAt: Timestamp.nullable(),
  createdBy: AgentId,
  updatedAt: Timestamp,
})
export type CannedResponse = z.infer<typeof CannedResponse>

const onOne = { params: z.strictObject({ id: CannedResponseId }) } as const

export const cannedResponseEndpoints = {
  listCannedResponses: endpoint(ROUTES.listCannedResponses, {
    summary: 'The canned responses that the agent may insert: his own, those of his departments, and everybody’s',
    response: z.strictObject({ cannedResponses: z.array(CannedResponse), truncated: z.boolean() }),
    errors: [],
  }),
  createCannedResponse: endpoint(ROUTES.createCannedResponse, {
    summary: 'Add a canned response; what others may use too needs the role supervisor',
    body: z.strictObject({ ...written, ...files }),
    status: 201,
    response: CannedResponse,
    errors: ['forbidden', 'department_not_found', 'shortcut_taken', 'list_full', 'attachment_not_found'],
  }),
  updateCannedResponse: endpoint(ROUTES.updateCannedResponse, {
    summary: 'Change a canned response; with `known`, only while it is as it was read',
    ...onOne,
    body: z.strictObject({ ...z.strictObject(written).partial().shape, ...files, known: Timestamp.optional() }),
    response: CannedResponse,
    errors: [
      ...(['canned_response_not_found', 'forbidden', 'department_not_found'] as const),
      ...(['shortcut_taken', 'list_full', 'changed_since', 'attachment_not_found'] as const),
    ],
  }),
  deleteCannedResponse: endpoint(ROUTES.deleteCannedResponse, {
    summary: 'Take a canned response away; for a day it can be restored',
    ...onOne,
    status: 204,
    errors: ['canned_response_not_found', 'forbidden'],
  }),
  restoreCannedResponse: endpoint(ROUTES.restoreCannedResponse, {
    summary: 'Bring back a canned response that was deleted within the last day',
    ...onOne,
    response: CannedResponse,
    errors: ['canned_response_not_found', 'forbidden', 'shortcut_taken', 'list_full'],
  }),
  attachCannedFiles: endpoint(ROUTES.attachCannedFiles, {
    summary: 'Copy files of a canned response into a conversation, as if they were uploaded there',
    ...onOne,
    body: z.strictObject({
      conversationId: ConversationId,
      ids: z.array(AttachmentId).min(1).max(LIMITS.attachmentsPerMessage),
    }),
    status: 201,
    /** In the order of `ids`; for the next message to name. */
    response: z.strictObject({ attachments: z.array(Attachment) }),
    errors: ['canned_response_not_found', 'conversation_not_found', 'attachment_not_found', 'storage_full'],
  }),
  countCannedResponse: endpoint(ROUTES.countCannedResponse, {
    summary: 'Tell that a canned response was inserted',
    ...onOne,
    status: 204,
    errors: ['canned_response_not_found'],
  }),
}
