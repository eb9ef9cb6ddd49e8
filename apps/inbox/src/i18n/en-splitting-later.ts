/** The dialog of splitting. */
export const splittingLater = {
  'splitting.title': 'Split into a new conversation',
  'splitting.which': 'Messages that go',
  'splitting.from_here': 'From here to the end',
  'splitting.this_only': 'Only this one',
  'splitting.too_many': 'At most {count} messages go at once.',
  'splitting.text': 'First message in the new conversation',
  'splitting.text.hint': 'The visitor reads it, and sees what it is about above it.',
  'splitting.what': 'What happens',
  'splitting.what.new':
    'A new conversation with the same person begins. It is yours, with these messages above your first one.',
  'splitting.what.here': 'Here they stay readable, dimmed, with the way to where they go on. Notes stay here.',
  'splitting.what.visitor': 'The visitor keeps this thread as it is, and has the new one beside it.',
  'splitting.what.undo': 'It can be undone: the new conversation then goes back into this one.',
  'splitting.verb': { one: 'Split off one message', other: 'Split off {count} messages' },
} as const
