import { t } from '../i18n/translate.ts'
import type { FilesProps } from '../lazy/files.ts'
import type { FormattedProps } from '../lazy/formatted.ts'
import type { RichProps } from '../lazy/rich-offer.ts'
import type { MessageItem } from '../models/groups.ts'
import type { Models } from '../models/models.ts'
import { later } from '../ui/kit.ts'
import { richText } from '../ui/rich-text.tsx'

const Files = later<FilesProps>(
  () => import('../lazy/files.ts'),
  ({ files }) => files.map(({ id, name }) => <p key={id}>{name}</p>),
)

const Formatted = later<FormattedProps>(
  () => import('../lazy/formatted.ts'),
  ({ body }) => richText(body.text),
)
/** Something that may be marked up: the chunk that knows is fetched then. */
const MARKED = /[*_~`]|^([->+•]|\d+[.)]) |]\(/m

const Rich = later<RichProps>(
  () => import('../lazy/rich.ts'),
  ({ item }) => <div class="b">{richText(item.body?.fallback ?? '')}</div>,
)

/** What was said, or that it is gone, and what others think of it. */
export function message(item: MessageItem, models: Models) {
  const { body, key, n, reactions } = item
  const isRich = body && (body.type !== 'text' || (n && body.answers?.fields))
  return [
    isRich ? <Rich key={`${key} rich`} item={item} models={models} Files={Files} /> : words(item, models),
    reactions.length > 0 && (
      <p class="reactions" key={`${key} reactions`}>
        {models.tools.value?.reactions(item) ?? reactions.map(reaction)}
      </p>
    ),
  ]
}

function bubble(item: MessageItem, models: Models) {
  const { body, key, messageId, editedAt, send } = item
  const more = body && messageId && models.tools.value?.more(item)
  const text = body && (body.type === 'text' ? body.text : body.fallback)
  if (text === '' && !more) return null
  const isMarked = body && (body.quote || MARKED.test(body.text))
  return (
    <div key={key} data-m={messageId} class={`b${send.phase === 'failed' ? ' fail' : ''}${body ? '' : ' gone'}`}>
      {isMarked ? <Formatted body={body} models={models} /> : said(text)}
      {editedAt && text && <small>{t('edited')}</small>}
      {more}
    </div>
  )
}

function said(text: string | null) {
  return text === null ? t('removed') : text && richText(text)
}

function reaction({ emoji, by }: MessageItem['reactions'][number]) {
  return (
    <span key={emoji}>
      {emoji} {by.length > 1 && by.length}
    </span>
  )
}

/** Text, and the files that came with it. */
function words(item: MessageItem, models: Models) {
  const files = item.body?.attachments ?? []
  return [files.length > 0 && <Files key={`${item.key} files`} files={files} models={models} />, bubble(item, models)]
}
