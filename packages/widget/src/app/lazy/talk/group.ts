import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import type { NotSentProps } from '../not-sent.ts'
import { messages } from './message.ts'
import { type Receipt, receiptOf } from './receipt.ts'

const CLOCK = 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.2V12l3.2 2'
const CHECKS = 'M2.5 12.6 6.8 17l8.8-9.2M11.6 15.8l1.2 1.2 8.7-9.2'

/** Of what is `sent` the outline is one that the parts share. */
const ICONS: Partial<Record<Receipt, string>> = {
  waiting: CLOCK,
  sending: CLOCK,
  delivered: CHECKS,
  seen: CHECKS,
}

/** Draws what one person said in a row. */
export function groupsOf(kit: Kit) {
  const { h, t, avatar, clock, drawn, icon, later } = kit
  const message = messages(kit)

  /** Who is refused is on a line, so that the reasons can be fetched. */
  const NotSent = later<NotSentProps>(
    () => import('../not-sent.ts'),
    () => h('p', { class: 'rc' }, t('failed')),
  )

  function receipt(item: MessageItem, { chat }: Models, isNewest: boolean) {
    const how = receiptOf(item, chat.handle.value?.marks.value ?? [], chat.connection.value.phase === 'online')
    const time = clock(item.ts)
    if (!isNewest && ICONS[how] !== CLOCK) return h('p', { class: 'rc' }, time)
    const outline = ICONS[how]
    const mark = outline ? drawn(outline, ' i-14') : icon('check', ' i-14')
    return h('p', { class: `rc ${how}` }, mark, h('span', null, t(how, { time })))
  }

  return {
    /** What others said: the avatar once at the foot, name and time once on top. */
    theirGroup(key: string, items: MessageItem[], models: Models) {
      const [first] = items
      if (!first) return null
      const { id, name = t('team') } = first.actor
      return h(
        'div',
        { class: 'g', key },
        avatar(id, name),
        h(
          'div',
          { class: 'g-in' },
          h('p', { class: 'who' }, h('b', null, name), h('time', { dateTime: first.ts }, clock(first.ts))),
          items.map((item) => message(item, models)),
        ),
      )
    },
    /** What the visitor said, with how far it has come. */
    ownGroup(key: string, items: MessageItem[], models: Models, isNewest: boolean) {
      const last = items.at(-1)
      return h(
        'div',
        { class: 'g-out', key },
        h('p', { class: 'vh' }, t('you')),
        items.map((item) => [
          message(item, models),
          item.send.phase === 'failed' && h(NotSent, { key: `${item.key} failed`, item, models }),
        ]),
        last && last.send.phase !== 'failed' && receipt(last, models, isNewest),
      )
    },
  }
}
