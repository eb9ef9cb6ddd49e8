import type { ComponentType } from 'preact'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import type { FilesProps } from '../files.ts'
import type { FormattedProps } from '../formatted.ts'
import type { RichProps } from '../rich-offer.ts'
import { richTextOf } from './rich-text.ts'

/** Something that may be marked up: the chunk that knows is fetched then. */
const MARKED = /[*_~`]|^([->+•]|\d+[.)]) |]\(/m

/** Draws what was said, or that it is gone, and what others think of it. */
export function messages(kit: Kit) {
  const { h, t, later } = kit
  const richText = richTextOf(kit)
  const Files = later<FilesProps>(
    () => import('../files.ts'),
    ({ files }) => files.map(({ id, name }) => h('p', { key: id }, name)),
  )
  const Formatted = later<FormattedProps>(
    () => import('../formatted.ts'),
    ({ body }) => richText(body.text),
  )
  const Rich: ComponentType<RichProps> = later<RichProps>(
    async () => {
      const { create } = await import('../rich.ts')
      return { create: () => create({ ...kit, richText }) }
    },
    ({ item }) => h('div', { class: 'b' }, richText(item.body?.fallback ?? '')),
  )

  function said(text: string | null, { body }: MessageItem, models: Models) {
    if (body && (body.quote || MARKED.test(body.text))) return h(Formatted, { body, models })
    return text === null ? t('removed') : text && richText(text)
  }

  function bubble(item: MessageItem, models: Models) {
    const { body, key, messageId, editedAt, send } = item
    const more = body && messageId && models.tools.value?.more(item)
    const text = body && (body.type === 'text' ? body.text : body.fallback)
    if (text === '' && !more) return null
    return h(
      'div',
      { key, 'data-m': messageId, class: `b${send.phase === 'failed' ? ' fail' : ''}${body ? '' : ' gone'}` },
      said(text, item, models),
      editedAt && text && h('small', null, t('edited')),
      more,
    )
  }

  function reaction({ emoji, by }: MessageItem['reactions'][number]) {
    return h('span', { key: emoji }, emoji, ' ', by.length > 1 && by.length)
  }

  /** Text, and the files that came with it. */
  function words(item: MessageItem, models: Models) {
    const files = item.body?.attachments ?? []
    return [files.length > 0 && h(Files, { key: `${item.key} files`, files, models }), bubble(item, models)]
  }

  return (item: MessageItem, models: Models) => {
    const { body, key, n, reactions } = item
    const isRich = body && (body.type !== 'text' || (n && body.answers?.fields))
    return [
      isRich ? h(Rich, { key: `${key} rich`, item, models, Files }) : words(item, models),
      reactions.length > 0 &&
        h(
          'p',
          { class: 'reactions', key: `${key} reactions` },
          models.tools.value?.reactions(item) ?? reactions.map(reaction),
        ),
    ]
  }
}
