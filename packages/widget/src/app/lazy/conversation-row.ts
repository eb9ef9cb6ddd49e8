import type { OwnConversation } from '@parley/protocol'
import type { ComponentType } from 'preact'
import type { Kit } from '../ui/kit.ts'
import type { PlainWordsProps } from './plain-words.ts'

/** Something that may be a mark: most of what is said has none, and nothing is fetched for it. `•` parts what a card offers. */
const MARK = /[*_~`>\]+-]|\d[.)]/

let PlainWords: ComponentType<PlainWordsProps> | undefined
/** The text as one reads it: without the marks that its bubble draws. */
function plain({ h, later }: Kit, text: string) {
  PlainWords ??= later<PlainWordsProps>(
    () => import('./plain-words.ts'),
    (props) => props.text,
  )
  return MARK.test(text) ? h(PlainWords, { text }) : text
}

/** One conversation in a list or on the home view: with whom, when, `text`, and how much of it is unread. */
export function conversationRow(kit: Kit, { assignee, updatedAt, unread }: OwnConversation, text: string) {
  const { h, t, avatar, clock, dayName } = kit
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
        h('span', { class: 'line grow' }, h('bdi', { class: 'cut' }, plain(kit, text))),
        unread > 0 && h('span', { class: 'unread' }, unread),
      ),
    ),
  ]
}
