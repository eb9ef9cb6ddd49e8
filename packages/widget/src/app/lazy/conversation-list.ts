import type { OwnConversation } from '@parley/protocol'
import type { ComponentType } from 'preact'
import type { WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './conversation-list.css'

/** The visitor's conversations, and the way to a new one. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, t } = kit
  return view<WithModels>(({ models: { chat, adopt } }) => {
    adopt(css)
    return () =>
      h(
        'div',
        { class: 'body' },
        h(
          'ul',
          { class: 'list', 'aria-label': t('conversations') },
          chat.own.value?.map((one) =>
            h(
              'li',
              { key: one.id },
              h('button', { type: 'button', onClick: () => chat.openOne(one.id) }, row(kit, one)),
            ),
          ),
        ),
        h('button', { type: 'button', class: 'primary', onClick: chat.startNew }, t('start')),
      )
  })
}

function row({ h, t, avatar, clock, dayName }: Kit, { assignee, last, updatedAt, unread, status }: OwnConversation) {
  const name = assignee?.name ?? t('team')
  const now = new Date()
  const isToday = new Date(updatedAt).toDateString() === now.toDateString()
  const text = `${/visitor|contact/.test(last?.actor.type ?? '') ? `${t('you')}: ` : ''}${last?.text || t('file')}`
  return [
    avatar(assignee?.id ?? '', name, ' av-36'),
    h(
      'span',
      { class: 'grow' },
      h(
        'span',
        { class: 'line' },
        h('b', { class: 'cut grow', dir: 'auto' }, name),
        h('time', { dateTime: updatedAt }, isToday ? clock(updatedAt) : dayName(updatedAt, now)),
      ),
      h(
        'span',
        { class: 'line' },
        h('span', { class: 'cut grow', dir: 'auto' }, status === 'closed' ? t('closed') : text),
        unread > 0 && h('span', { class: 'unread' }, unread),
      ),
    ),
  ]
}
