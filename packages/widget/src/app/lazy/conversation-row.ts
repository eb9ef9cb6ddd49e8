import type { OwnConversation } from '@parley/protocol'
import type { Kit } from '../ui/kit.ts'

/** One conversation in a list or on the home view: with whom, when, `text`, and how much of it is unread. */
export function conversationRow(
  { h, t, avatar, clock, dayName }: Kit,
  { assignee, updatedAt, unread }: OwnConversation,
  text: string,
) {
  const name = assignee?.name ?? t('team')
  const now = new Date()
  const isToday = new Date(updatedAt).toDateString() === now.toDateString()
  return [
    avatar(assignee?.id ?? '', name, ' av-36'),
    h(
      'span',
      { class: 'grow' },
      h(
        'span',
        { class: 'line' },
        h('b', { class: 'cut grow' }, h('bdi', null, name)),
        h('time', { dateTime: updatedAt }, isToday ? clock(updatedAt) : dayName(updatedAt, now)),
      ),
      h(
        'span',
        { class: 'line' },
        // Cut at its own end, whichever way it runs.
        h('span', { class: 'line grow' }, h('bdi', { class: 'cut' }, text)),
        unread > 0 && h('span', { class: 'unread' }, unread),
      ),
    ),
  ]
}
