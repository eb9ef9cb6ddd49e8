import type { Texts } from './texts.ts'

/** What an agent is told of, wherever he is. */
export const notices = {
  'notice.waiting': 'New conversation',
  'notice.message': 'New message',
  'notice.assigned': 'Assigned to you',
  'notice.mention': 'You were mentioned',
  'notice.overdue': 'Waiting too long',
  'notice.offline': 'An agent went offline',
  'notice.summary': {
    one: '{count} thing happened while you were offline',
    other: '{count} things happened while you were offline',
  },
} as const

export type NoticeTexts = Texts<typeof notices>
