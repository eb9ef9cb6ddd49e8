import type { MessageBody } from '@parley/protocol'
import { type Block, type Inline, parseMarkup, plainText } from '@parley/ui/markup'
import type { ComponentChild } from 'preact'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { goToMessage } from './go-to-message.ts'
import { LinkPreviews } from './LinkPreviews.tsx'
import { NamedText } from './NamedText.tsx'
import { useAuthorName } from './use-author-name.ts'

type Props = { body: MessageBody; model: ConversationModel }

/** What a message says: what it answers in a line above, then its text with its marks, as elements and never as HTML (S8). */
export function MessageText({ body, model }: Props) {
  const blocks = useMemo(() => parseMarkup(body.text), [body.text])
  return (
    <>
      {body.quote && <Quoted quote={body.quote} model={model} />}
      <div class="md">{blocks.map(block)}</div>
      <LinkPreviews blocks={blocks} />
    </>
  )
}

function Quoted({ quote, model }: { quote: NonNullable<MessageBody['quote']>; model: ConversationModel }) {
  const name = useAuthorName(quote.actor, model)
  return (
    <button
      type="button"
      class="quote"
      aria-description={t('message.quoted', { name })}
      onClick={({ currentTarget }) => void goToMessage(model, currentTarget, quote.messageId)}
    >
      <b dir="auto">{name}</b>
      <span class="cut" dir="auto">
        {quote.text === null ? t('message.quote_gone') : plainText(quote.text)}
      </span>
    </button>
  )
}

/** Parts of one text never change places. */
function block(one: Block, key: number): ComponentChild {
  switch (one.is) {
    case 'pre':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        <pre key={key} tabIndex={0}>
          {one.text}
        </pre>
      )
    case 'quote':
      return (
        <blockquote key={key} dir="auto">
          {words(one.in)}
        </blockquote>
      )
    case 'ul':
      return (
        <ul key={key} dir="auto">
          {one.items.map(item)}
        </ul>
      )
    case 'ol':
      return (
        <ol key={key} dir="auto" start={one.start}>
          {one.items.map(item)}
        </ol>
      )
    case 'p':
      return (
        <span key={key} class="tx" dir="auto">
          {words(one.in)}
        </span>
      )
  }
}

function item(parts: Inline[], key: number) {
  return <li key={key}>{words(parts)}</li>
}

const TAGS = { b: 'b', i: 'em', s: 's', c: 'code' } as const

function words(parts: readonly Inline[]): ComponentChild[] {
  return parts.map((part, key) => {
    if (typeof part === 'string') return <NamedText key={key} text={part} />
    if (part.is === 'a')
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
          {words(part.in)}
        </a>
      )
    const Tag = TAGS[part.is]
    return <Tag key={key}>{part.is === 'c' ? part.in : words(part.in)}</Tag>
  })
}
