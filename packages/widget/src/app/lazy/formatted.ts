import type { MessageBody } from '@parley/protocol'
import { type Block, type Inline, parseMarkup, plainText } from '@parley/ui/markup'
import type { ComponentChild, ComponentType } from 'preact'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './formatted.css'
import { goTo } from './go-to.ts'

export type FormattedProps = { body: MessageBody; models: Models }

const TAGS = { b: 'b', i: 'em', s: 's', c: 'code' } as const

/** A message with marks in it, or with what it answers above it: as vnodes, never as HTML (S8). */
export function create(kit: Kit): ComponentType<FormattedProps> {
  const { h, view } = kit
  const words = (parts: readonly Inline[]): ComponentChild[] =>
    parts.map((part) => {
      if (typeof part === 'string') return part
      if (part.is !== 'a') return h(TAGS[part.is], null, words(part.in))
      return h('a', { href: part.href, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }, words(part.in))
    })
  const shown = (block: Block): ComponentChild => {
    if (block.is === 'pre') return h('pre', { tabIndex: 0 }, block.text)
    if ('in' in block) {
      return h(
        block.is === 'p' ? 'span' : 'blockquote',
        { class: block.is === 'p' && 'tx', dir: 'auto' },
        words(block.in),
      )
    }
    const start = block.is === 'ol' ? { start: block.start } : {}
    return h(
      block.is,
      { ...start, dir: 'auto' },
      block.items.map((item) => h('li', null, words(item))),
    )
  }
  return view<FormattedProps>(({ models }) => {
    models.adopt(css)
    return ({ body }) => [
      body.quote && quoted(kit, models, body.quote),
      h('div', { class: 'md' }, parseMarkup(body.text).map(shown)),
    ]
  })
}

/** What a message answers: pressed, it leads there. */
function quoted({ h, t }: Kit, models: Models, quote: NonNullable<MessageBody['quote']>) {
  const { actor, text, messageId } = quote
  const name = actor.type === 'agent' ? (actor.name ?? t('team')) : t('you')
  return h(
    'button',
    {
      type: 'button',
      class: 'quote',
      'aria-description': t('quoted', { name }),
      onClick: ({ currentTarget }: MouseEvent) => void goTo(models, currentTarget as HTMLElement, messageId),
    },
    h('b', null, name),
    h('bdi', { class: 'cut' }, text === null ? t('quote_gone') : plainText(text)),
  )
}
