import { t } from '../i18n/translate.ts'
import type { FilesProps } from '../lazy/files.ts'
import type { MessageItem } from '../models/groups.ts'
import type { Models } from '../models/models.ts'
import { later } from '../ui/kit.ts'
import { richText } from '../ui/rich-text.tsx'

const Files = later<FilesProps>(
  () => import('../lazy/files.ts'),
  ({ files }) => files.map(({ id, name }) => <p key={id}>{name}</p>),
)

/** What was said, or that it is gone, and what others think of it. */
export function message(item: MessageItem, models: Models) {
  const { body, key, reactions, editedAt, send } = item
  const text = body && (body.type === 'text' ? body.text : body.fallback)
  const files = body?.attachments ?? []
  return [
    files.length > 0 && <Files key={`${key} files`} files={files} models={models} />,
    text !== '' && (
      <div key={key} class={`b${send.phase === 'failed' ? ' fail' : ''}${text ? '' : ' gone'}`}>
        {text ? richText(text) : t('removed')}
        {editedAt && text && <small>{t('edited')}</small>}
      </div>
    ),
    reactions.length > 0 && (
      <p class="reactions" key={`${key} reactions`}>
        {reactions.map(({ emoji, by }) => (
          <span key={emoji}>
            {emoji} {by.length > 1 && by.length}
          </span>
        ))}
      </p>
    ),
  ]
}
