import type { Texts } from './texts.ts'

/** What an agent does with a conversation besides answering it. */
export const work = {
  'view.snoozed': 'Snoozed',
  'empty.snoozed': 'Nothing is snoozed.',
  'row.snoozed': 'snoozed until',
  'action.snooze': 'Snooze',
  'action.unsnooze': 'Wake it now',
  'snooze.title': 'Snooze until when?',
  'snooze.until': 'Until {time}',
  'snooze.later': 'Later today',
  'snooze.tomorrow': 'Tomorrow',
  'snooze.monday': 'Monday',
  'snooze.week': 'In a week',
  'snooze.own': 'Date and time…',
  'when.field': 'Date and time, on your clock',
  'when.missing': 'Choose a date and a time.',
  'when.past': 'That is over already. Choose a time to come.',
  'when.far': 'At most a year ahead.',
  'toast.snoozed': 'Snoozed until {time}.',
  'toast.unsnoozed': 'Open again.',
  'event.snoozed': '{who} snoozed it until {time}',
  'event.unsnoozed': '{who} ended the snooze',
  'event.snooze_over': 'It is time: back from the snooze',
  'command.snooze': 'Snooze',
  'command.go-snoozed': 'Go to Snoozed',
} as const

export type WorkTexts = Texts<typeof work>
