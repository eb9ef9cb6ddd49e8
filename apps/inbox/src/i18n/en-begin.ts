import type { Texts } from './texts.ts'

/** The first message of a conversation that an agent begins. */
export const begin = {
  'begin.new': 'New conversation',
  'begin.start': 'Start a conversation',
  'begin.title': 'New conversation with {name}',
  'begin.message': 'Message',
  'begin.hint': 'It appears beside the chat of the visitor, or waits until the next visit.',
  'begin.department': 'Department',
  'begin.department.default': 'As usual',
  'begin.has_open': 'A conversation with this visitor is open already.',
  'begin.has_one': 'A conversation with this visitor is open already. The site allows one at a time.',
  'begin.open': 'Open it',
  'begin.show': 'Show',
  'begin.sent': 'Sent. The conversation with {name} is yours.',
  'begin.waiting': 'There is no answer from the server yet. The message goes out by itself, you may close this.',
  'begin.hide': 'Close',
  'begin.take_back': 'Take it back',
  'begin.refused': '“{text}” was not sent. {reason}',
  'begin.refused.blocked': 'This visitor is blocked. Unblock the visitor to write.',
  'begin.refused.gone': 'This visitor cannot come back to read it. Write an email instead.',
  'begin.refused.department': 'This department is not there any more, or not yours. Choose another one.',
} as const

export type BeginTexts = Texts<typeof begin>
