import type { Texts } from './texts.ts'

/** Where an agent's day begins: who waits, who is there, the day so far. */
export const overview = {
  'overview.lead': 'What waits now, who is there, and the day so far.',
  'overview.longest': 'longest {time}',
  'overview.nobody': 'Nobody waits',
  'overview.today': 'Today',
  'overview.begun': 'Begun',
  'overview.closed': 'Closed',
  'overview.first': 'First answer',
  'overview.first.none': 'None yet',
  'overview.departments': 'By department',
  'overview.department': 'Department',
  'overview.wait': 'Longest wait',
  'overview.no_department': 'You are in no department yet.',
  'overview.team': 'Here now',
  'overview.load': { one: '1 conversation', other: '{count} conversations' },
  'overview.load.of': '{count} of {most} conversations',
  'overview.full': 'no room left',
  'overview.nobody_here': 'Nobody is here.',
  'overview.stale': 'The last look brought nothing. These numbers are of {time}.',
} as const
export type OverviewTexts = Texts<typeof overview>
