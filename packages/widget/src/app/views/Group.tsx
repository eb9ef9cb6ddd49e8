import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import type { MessageItem } from '../models/groups.ts'
import { type Receipt, receiptOf } from '../models/receipt.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { clock } from '../ui/time.ts'
import { Message } from './Message.tsx'

/** Eight avatar pairs; which one follows from the id. */
function hue(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 8
  return sum
}

type Props = { items: MessageItem[]; isNewest: boolean }

/** What others said in a row: the avatar once at the foot, name and time once on top. */
export function TheirGroup({ items }: Props) {
  const [first] = items
  if (!first) return null
  const name = first.actor.name ?? t('team')
  return (
    <div class="g">
      <span class={`av a${hue(first.actor.id)}`} aria-hidden="true">
        {[...name][0]}
      </span>
      <div class="g-in">
        <p class="who">
          <b>{name}</b>
          <time dateTime={first.ts}>{clock(first.ts)}</time>
        </p>
        {items.map((item, i) => (
          <Message key={item.key} item={item} isLast={i === items.length - 1} />
        ))}
      </div>
    </div>
  )
}

/** What the visitor said in a row, with how far it has come. */
export function OwnGroup({ items, isNewest }: Props) {
  const { chat } = useModels()
  const handle = chat.handle.value
  const isOnline = chat.connection.value.phase === 'online'
  const marks = handle?.marks.value ?? []
  const last = items.at(-1)
  return (
    <div class="g-out">
      {items.map((item) => (
        <>
          <Message key={item.key} item={item} isLast={item === last} />
          {item.send.phase === 'failed' && <Failed item={item} />}
        </>
      ))}
      {last && last.send.phase !== 'failed' && (
        <ReceiptLine receipt={receiptOf(last, marks, isOnline)} item={last} isNewest={isNewest} />
      )}
    </div>
  )
}

function Failed({ item }: { item: MessageItem }) {
  const { chat } = useModels()
  const handle = chat.handle.value
  return (
    <p class="rc rc-fail" role="alert">
      <Icon name="alert" small />
      {item.send.phase === 'failed' && item.send.code === 'blocked' ? t('blocked') : t('failed')}
      <button type="button" onClick={() => handle?.retry(item.key)}>
        {t('again')}
      </button>
      <button type="button" onClick={() => handle?.remove(item.key)}>
        {t('delete')}
      </button>
    </p>
  )
}

const ICONS: Record<Receipt, IconName> = {
  waiting: 'clock',
  sending: 'clock',
  sent: 'check',
  delivered: 'checks',
  seen: 'checks',
  failed: 'alert',
}

function ReceiptLine({ receipt, item, isNewest }: { receipt: Receipt; item: MessageItem; isNewest: boolean }) {
  const isUnderWay = receipt === 'waiting' || receipt === 'sending'
  if (!isNewest && !isUnderWay) return <p class="rc">{clock(item.ts)}</p>
  return (
    <p class={`rc rc-${receipt}`}>
      <Icon name={ICONS[receipt]} small />
      <span>{t(receipt, { time: clock(item.ts) })}</span>
    </p>
  )
}
