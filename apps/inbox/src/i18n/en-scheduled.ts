import type { Texts } from './texts.ts'

/** Messages that go out later. */
export const scheduled = {
  'later.list': 'Scheduled messages',
  'later.lead':
    'Your answers that go out later. The server sends them, whether you are there or not; nobody else sees them before.',
  'later.none': 'Nothing is scheduled.',
  'later.none.what': '“Send later” stands behind the arrow beside Send.',
  'later.at': 'Goes out {time}',
  'later.unless': 'unless the visitor writes before',
  'later.unless.label': 'Not if the visitor writes before',
  'later.unsent': 'Not sent {time}: {why}',
  'later.late': 'Was to go out {time}, sent {sent}: the server was away',
  'later.why.visitor_wrote': 'the visitor wrote before',
  'later.why.closed': 'the conversation is closed',
  'later.why.merged': 'the conversation was merged into another',
  'later.why.no_access': 'you have no access to the conversation any more',
  'later.why.disabled': 'your account was disabled',
  'later.why.refused': 'the server refused it',
  'later.edit': 'Edit',
  'later.cancel': 'Back to draft',
  'later.seen': 'Got it',
  'later.text': 'Message',
  'later.empty': 'Write something.',
  'later.save': 'Save',
} as const
export type ScheduledTexts = Texts<typeof scheduled>
