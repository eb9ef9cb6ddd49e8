import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { AttachmentId, MessageId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Answers, FieldKey, FieldType } from './options/forms.ts'
import { WebAddress } from './options/home.ts'
import { ANSWER_LENGTH, MESSAGE_KEY } from './options/judge.ts'
import { Quote } from './quote.ts'

const words = (max: number) => z.string().max(max)
/** Something to read. */
const label = (max: number) =>
  words(max)
    .min(1)
    .refine((text) => text.trim() !== '', 'is blank')
const Text = words(LIMITS.textLength)
const Url = WebAddress.max(1000).refine((url) => URL.canParse(url), 'is no address')

/** What a press on an action answers: a reply says its label, a postback tells programs another word. */
export const AnswerValue = label(200)

/** What one press does. A link only leads somewhere; the others answer the message, once. */
export const Action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reply'), label: label(80) }),
  z.strictObject({ type: z.literal('postback'), label: label(80), value: AnswerValue }),
  z.strictObject({ type: z.literal('link'), label: label(80), url: Url }),
])
export type Action = z.infer<typeof Action>

/** The value that a press on `action` answers with; null where it answers nothing. */
export function answerOf(action: Action): string | null {
  if (action.type === 'link') return null
  return action.type === 'reply' ? action.label : action.value
}

/** By its value the log tells which one was pressed. */
function areTellable(actions: readonly Action[]): boolean {
  const values = actions.flatMap((action) => answerOf(action) ?? [])
  return new Set(values).size === values.length
}
const TELLABLE = 'two actions answer with the same value'

export const MessageField = z.strictObject({
  /** Names what the answer is kept as in the conversation; `message` is what the visitor says himself. */
  key: FieldKey.refine((key) => key !== MESSAGE_KEY, 'is no key of an answer'),
  type: FieldType.exclude(['department', 'priority', 'consent']),
  label: label(120),
  hint: words(200),
  placeholder: words(80),
  required: z.boolean(),
  /** Of `select` and `radio`: what is kept, and what is shown. */
  choices: z.array(z.strictObject({ value: label(80), label: label(80) })).max(30),
  /** Asked only while another field, further up, has one of these values. */
  when: z.strictObject({ key: FieldKey, in: z.array(words(80)).min(1).max(30) }).nullable(),
})

/** A form in a message: that of a site (`PlainForm`), bounded, since an agent or a program writes it. */
export const MessageForm = z
  .strictObject({
    title: label(80),
    lead: words(300),
    button: label(40),
    fields: z.array(MessageField).min(1).max(20),
  })
  .refine(({ fields }) => new Set(fields.map(({ key }) => key)).size === fields.length, 'two fields have the same key')
  .refine(
    ({ fields }) => fields.every(({ type, choices }) => choices.length > 0 === /select|radio/.test(type)),
    'choices belong to select and radio, and to these alone',
  )
  .refine(
    ({ fields }) =>
      fields.every(({ when }, at) => when === null || fields.slice(0, at).some(({ key }) => key === when.key)),
    'a condition names a field further up',
  )
  .refine(
    ({ fields }) => fields.every(({ key, type }) => !/^(email|phone)$/.test(key) || key === type),
    'the address and the number of a visitor have a type of their own',
  )
export type MessageForm = z.infer<typeof MessageForm>

/** `image` is one of the message's attachments. */
export const Card = z.strictObject({
  title: label(120),
  text: words(300),
  image: AttachmentId.optional(),
  actions: z.array(Action).max(3),
})
export type Card = z.infer<typeof Card>

/** As in a text: what it quotes, named by the command and kept with the message. */
const draft = { v: z.literal(1), replyTo: MessageId.optional() }
const said = {
  v: z.literal(1),
  text: Text,
  attachments: z.array(Attachment).max(LIMITS.attachmentsPerMessage),
  quote: Quote.optional(),
  fallback: z.string(),
}
const buttons = { type: z.literal('buttons'), text: label(LIMITS.textLength), buttons: z.array(Action).min(1).max(6) }
const quickReplies = {
  ...{ type: z.literal('quick_replies'), text: label(LIMITS.textLength) },
  replies: z.array(Action.options[0].or(Action.options[1])).min(1).max(10),
}
const card = { type: z.literal('card'), card: Card }
const carousel = { type: z.literal('carousel'), text: Text, cards: z.array(Card).min(1).max(10) }
const form = { type: z.literal('form'), text: Text, form: MessageForm }
/** What agents and programs may send besides text; `attachments` are made of what the cards name. */
export const RICH_DRAFTS = [
  z.strictObject({ ...draft, ...buttons }).refine((body) => areTellable(body.buttons), TELLABLE),
  z.strictObject({ ...draft, ...quickReplies }).refine((body) => areTellable(body.replies), TELLABLE),
  z.strictObject({ ...draft, ...card }).refine((body) => areTellable(body.card.actions), TELLABLE),
  z
    .strictObject({ ...draft, ...carousel })
    .refine(({ cards }) => areTellable(cards.flatMap(({ actions }) => actions)), TELLABLE),
  z.strictObject({ ...draft, ...form }),
] as const

export const ButtonsBody = z.strictObject({ ...said, ...buttons })
export const QuickRepliesBody = z.strictObject({ ...said, ...quickReplies })
export const CardBody = z.strictObject({ ...said, ...card })
export const CarouselBody = z.strictObject({ ...said, ...carousel })
export const FormBody = z.strictObject({ ...said, ...form })

/** What the sender of an answer names: the message, and what was pressed there or filled in. */
export const AnswerDraft = z
  .strictObject({ messageId: MessageId, value: AnswerValue.optional(), fields: Answers.optional() })
  .refine(
    ({ value, fields }) => (value === undefined) !== (fields === undefined),
    'needs exactly one of value and fields',
  )
export type AnswerDraft = z.infer<typeof AnswerDraft>

/** One field as it was answered. */
export const AnsweredField = z.strictObject({
  key: FieldKey,
  label: words(120),
  /** By the field's type: a number, true, or text; a date is `2026-11-21`. */
  value: z.union([z.string(), z.number(), z.literal(true)]),
  /** How the value reads: the label of a choice, say. */
  text: words(ANSWER_LENGTH),
})
export type AnsweredField = z.infer<typeof AnsweredField>

/** In the log: which message was answered, and with what. */
export const Answer = z.strictObject({
  messageId: MessageId,
  value: AnswerValue.optional(),
  fields: z.array(AnsweredField).max(20).optional(),
})
export type Answer = z.infer<typeof Answer>
