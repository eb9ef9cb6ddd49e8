import type { MessageBody, NoteBody } from '@parley/protocol'
import { clockTime, fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import type { Block, MessageItem } from '../../models/thread-blocks.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Away } from '../splitting/Away.tsx'
import { AttachmentView } from './AttachmentView.tsx'
import { Edited } from './Edited.tsx'
import { MessageText } from './MessageText.tsx'
import { MessageTools } from './MessageTools.tsx'
import { Metadata } from './Metadata.tsx'
import { Naming } from './NamedText.tsx'
import { Reactions } from './Reactions.tsx'
import { Failed, ReceiptLine } from './Receipt.tsx'
import { AnsweredForm, RichView } from './RichView.tsx'
import { useAuthorName } from './use-author-name.ts'

type Group = Extract<Block, { type: 'group' }>
type Props = { model: ConversationModel; links: FileLinksModel }

/** Messages of one author that stand together: name and time once on top, the leaf corner on the last. */
export function MessageGroup({ block, model, links }: Props & { block: Group }) {
  const name = useAuthorName(block.author, model)
  const first = block.messages[0]
  const head = first && (
    <p class="who">
      <b dir="auto">{name}</b>
      <time dateTime={first.ts} title={fullTime(first.ts)}>
        {clockTime(first.ts)}
      </time>
    </p>
  )
  const bubbles = block.messages.map((message, i) => (
    <Bubble key={message.key} message={message} isLast={i === block.messages.length - 1} model={model} links={links} />
  ))
  if (block.side === 'out') {
    return (
      <div class="g-out">
        {head}
        {bubbles}
      </div>
    )
  }
  return (
    <div class="g">
      <Avatar id={block.author.id} name={model.visitorName.value ?? block.author.name ?? null} size={28} />
      <div class="g-in">
        {head}
        {bubbles}
      </div>
    </div>
  )
}

/** What stands above the words: what was offered in place of them, or their files. */
function Shown({ body, answer, links }: { body: MessageBody; answer: MessageItem['answer']; links: FileLinksModel }) {
  if (body.type !== 'text') return <RichView body={body} answer={answer} links={links} />
  return (
    <>
      {body.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} links={links} />
      ))}
    </>
  )
}

function Said({ body, model }: { body: MessageBody; model: ConversationModel }) {
  if (body.type !== 'text') return null
  const fields = body.answers?.fields
  if (fields?.length) return <AnsweredForm fields={fields} />
  return (
    // In a chat with colleagues all messages are notes, and may name somebody.
    <Naming.Provider value={model.isTeam.value ? (body as NoteBody) : null}>
      <MessageText body={body} model={model} />
    </Naming.Provider>
  )
}

/** Nothing but what stands above it. */
const isBare = (body: MessageBody) => body.type !== 'text' || (body.text === '' && !body.quote)

function classOf({ body, send }: MessageItem, more: Record<string, boolean>): string {
  const all = {
    ...more,
    ' b-fail': send.phase === 'failed',
    ' b-gone': !body,
    ' b-bare': body !== null && isBare(body),
  }
  return `b${Object.entries(all)
    .flatMap(([name, isSo]) => (isSo ? name : []))
    .join('')}`
}

function Bubble({ message, isLast, model, links }: Props & { message: MessageItem; isLast: boolean }) {
  const { body, send, key } = message
  const isFailed = send.phase === 'failed'
  const isAway = message.messageId !== null && model.away.value.has(message.messageId)
  const kind = classOf(message, { ' last': isLast, ' b-away': isAway })
  return (
    <>
      {body && <Shown body={body} answer={message.answer} links={links} />}
      <div class={kind} data-message={message.messageId}>
        {body ? <Said body={body} model={model} /> : <span class="tx">{t('message.removed')}</span>}
        {body && message.metadata && <Metadata said={message.metadata} />}
        {message.editedAt && body && <Edited message={message} model={model} />}
        <MessageTools message={message} model={model} />
      </div>
      {isAway && <Away message={message} model={model} />}
      <Reactions message={message} model={model} />
      {isFailed && <Failed message={message} model={model} />}
      {model.lastAnswer.value?.key === key && <ReceiptLine receipt={model.receipt.value} />}
    </>
  )
}
