import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { MessageMetadata } from './contact.ts'
import { AgentId, AttachmentId, DepartmentId, MessageId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { mentioning, NotePurpose, naming } from './mention.ts'
import { FilledForm } from './options/forms.ts'
import { AnsweredCampaign } from './options/proactive.ts'
import { Quote } from './quote.ts'
import {
  Answer,
  AnswerDraft,
  ButtonsBody,
  CardBody,
  CarouselBody,
  FormBody,
  QuickRepliesBody,
  RICH_DRAFTS,
} from './rich.ts'
import { Timestamp } from './time.ts'

const Text = z.string().max(LIMITS.textLength)

/** Where a visitor's page wants the conversation that its message begins; a wish, not an order. */
export const RouteWish = z.strictObject({ departmentId: DepartmentId.optional(), agentId: AgentId.optional() })
export type RouteWish = z.infer<typeof RouteWish>

const draft = {
  v: z.literal(1),
  type: z.literal('text'),
  text: Text,
  attachments: z.array(AttachmentId).max(LIMITS.attachmentsPerMessage).optional(),
  /** The message that it answers; its author and first words are kept with it ({@link Quote}). */
  replyTo: MessageId.optional(),
  /** What a visitor answered before the message; counts with the one that begins the conversation, alone. */
  form: FilledForm.optional(),
  /** The proactive message that it answers; counts with the one that begins the conversation, of a visitor. */
  campaign: AnsweredCampaign.optional(),
}
type Written = { text: string; attachments?: readonly unknown[] | undefined }
const saysSomething = (body: Written) => body.text.trim() !== '' || (body.attachments?.length ?? 0) > 0
const SILENT = 'needs text or an attachment'

/** The note goes with a transfer, to an agent or to a department, and is shown as what was said with it. */
const handing = {
  handOver: z
    .strictObject({ assigneeId: AgentId.nullable(), departmentId: DepartmentId.nullable() })
    .refine(({ assigneeId, departmentId }) => (assigneeId === null) !== (departmentId === null), 'is to one of the two')
    .optional(),
}

/** What a sender writes: text, files by id, or both. `note.new` as a command. */
export const NoteDraft = z
  .strictObject({ ...draft, ...naming, ...handing, purpose: NotePurpose.optional() })
  .refine(saysSomething, SILENT)

/** `msg.new` as a command. A visitor sends text, which may answer what was offered; agents also what {@link RICH_DRAFTS} lists. */
export const Draft = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...draft,
      answers: AnswerDraft.optional(),
      route: RouteWish.optional(),
      /** Of a visitor: what his page says with it, for the agents alone. */
      metadata: MessageMetadata.optional(),
    })
    .refine(saysSomething, SILENT)
    .refine(
      ({ answers, attachments, replyTo }) => !answers || (!attachments?.length && !replyTo),
      'an answer carries no files and no quote',
    ),
  ...RICH_DRAFTS,
])
export type Draft = z.infer<typeof Draft>

const text = {
  v: z.literal(1),
  type: z.literal('text'),
  text: Text,
  attachments: z.array(Attachment).max(LIMITS.attachmentsPerMessage),
  quote: Quote.optional(),
  fallback: z.string(),
}
export const TextBody = z.strictObject({ ...text, answers: Answer.optional() })
export const NoteBody = z.strictObject({ ...text, ...mentioning, ...handing, purpose: NotePurpose.optional() })
export type NoteBody = z.infer<typeof NoteBody>

/** A message as the log holds it. A reader that does not know `type` or `v` shows `fallback` (SYNC-17). */
export const MessageBody = z.discriminatedUnion('type', [
  TextBody,
  ButtonsBody,
  QuickRepliesBody,
  CardBody,
  CarouselBody,
  FormBody,
])
export type MessageBody = z.infer<typeof MessageBody>

export const EditBody = z.strictObject({ messageId: MessageId, text: Text.min(1) })
/** What an edited note names is what it names from then on. */
export const NoteEditDraft = EditBody.extend(naming)
export const NoteEditBody = EditBody.extend(mentioning)
export const DeleteBody = z.strictObject({ messageId: MessageId })

/** One emoji: pictures with their tones, joints and tags, flags, keys; no words. Linear: every part is one character. */
const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[0-9#*]\ufe0f?\u20e3|[\u200d\ufe0f]|[\u{e0020}-\u{e007f}])+$/u
export const ReactBody = z.strictObject({
  messageId: MessageId,
  emoji: z.string().min(1).max(32).regex(EMOJI),
  on: z.boolean(),
})

export const Reaction = z.strictObject({ emoji: z.string(), by: z.array(z.string()) })

/**
 * What later events made of a message: a fold of the log up to `n`, in the reader's numbering (SYNC-30). `body` is null
 * once it was deleted or redacted.
 */
export const MessageState = z.strictObject({
  n: z.int().min(0),
  /** Of a newer instance it may be of another type, or hold more. */
  body: MessageBody.or(z.looseObject({ fallback: z.string() })).nullable(),
  editedAt: Timestamp.optional(),
  deletedAt: Timestamp.optional(),
  /** When the visitor answered it, and with which value; null where he filled in a form. */
  answer: z.strictObject({ at: Timestamp, value: z.string().nullable() }).optional(),
  reactions: z.array(Reaction),
})
export type MessageState = Omit<z.infer<typeof MessageState>, 'body'> & { body: MessageBody | null }
