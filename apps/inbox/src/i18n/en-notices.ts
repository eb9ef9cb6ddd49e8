import type { Texts } from './texts.ts'

/** What an agent is told of, wherever he is. */
export const notices = {
  'nav.notices': 'Activity',
  'nav.notices.count': { one: 'Activity, {count} unread', other: 'Activity, {count} unread' },
  'command.go-notices': 'Go to Activity',
  'nav.notices.unread': 'unread',
  'notices.not_changed': 'That was not stored. Try again.',
  'notices.by.mention': '{name} mentioned you',
  'notices.by.offline': '{name} went offline',

  'notice.waiting': 'New conversation',
  'notice.message': 'New message',
  'notice.assigned': 'Assigned to you',
  'notice.mention': 'You were mentioned',
  'notice.overdue': 'Waiting too long',
  'notice.unsent': 'A scheduled message was not sent, or late',
  'notice.offline': 'An agent went offline',
  'notice.summary': {
    one: '{count} thing happened while you were offline',
    other: '{count} things happened while you were offline',
  },
  'notice.taken': 'A conversation was taken from you',
  'notices.by.taken': '{name} took it from you',
  'notices.taken.from': '{name} took the conversation with {visitor} from you',
  'notices.taken.open': 'Open it',
} as const

export type NoticeTexts = Texts<typeof notices>
