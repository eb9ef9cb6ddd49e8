import { t } from '../i18n/translate.ts'
import type { NotSentProps } from '../lazy/not-sent.ts'
import type { MessageItem } from '../models/groups.ts'
import type { Models } from '../models/models.ts'
import { type Receipt, receiptOf } from '../models/receipt.ts'
import { avatar } from '../ui/avatar.tsx'
import { type IconName, icon } from '../ui/icon.tsx'
import { later } from '../ui/kit.ts'
import { clock } from '../ui/time.ts'
import { message } from './message.tsx'

/** Who is refused is on a line, so that the reasons can be fetched. */
const NotSent = later<NotSentProps>(
  () => import('../lazy/not-sent.ts'),
  () => <p class="rc">{t('failed')}</p>,
)

/** What others said in a row: the avatar once at the foot, name and time once on top. */
export function theirGroup(key: string, items: MessageItem[], models: Models) {
  const [first] = items
  if (!first) return null
  const { id, name = t('team') } = first.actor
  return (
    <div class="g" key={key}>
      {avatar(id, name)}
      <div class="g-in">
        <p class="who">
          <b>{name}</b>
          <time dateTime={first.ts}>{clock(first.ts)}</time>
        </p>
        {items.map((item) => message(item, models))}
      </div>
    </div>
  )
}

/** What the visitor said in a row, with how far it has come. */
export function ownGroup(key: string, items: MessageItem[], models: Models, isNewest: boolean) {
  const last = items.at(-1)
  return (
    <div class="g-out" key={key}>
      <p class="vh">{t('you')}</p>
      {items.map((item) => [
        message(item, models),
        item.send.phase === 'failed' && <NotSent key={`${item.key} failed`} item={item} models={models} />,
      ])}
      {last && last.send.phase !== 'failed' && receipt(last, models, isNewest)}
    </div>
  )
}

const ICONS: Record<Receipt, IconName> = {
  waiting: 'clock',
  sending: 'clock',
  sent: 'check',
  delivered: 'checks',
  seen: 'checks',
}

function receipt(item: MessageItem, { chat }: Models, isNewest: boolean) {
  const how = receiptOf(item, chat.handle.value?.marks.value ?? [], chat.connection.value.phase === 'online')
  const time = clock(item.ts)
  if (!isNewest && ICONS[how] !== 'clock') return <p class="rc">{time}</p>
  return (
    <p class={`rc ${how}`}>
      {icon(ICONS[how], ' i-14')}
      <span>{t(how, { time })}</span>
    </p>
  )
}
