/** Splitting, as far as a thread speaks of it; its dialog stands in `en-splitting-later.ts`. */
export const splitting = {
  'message.split': 'Split from here…',
  'event.split': {
    one: '{who} split one message off into a conversation of its own',
    other: '{who} split {count} messages off into a conversation of their own',
  },
  'event.split_back': '{who} put back what was split off',
  'splitting.text.first': 'I have opened a new conversation for this, so that nothing gets lost.',
  'splitting.went': 'Goes on in another conversation',
  'splitting.open': 'Open it',
  'splitting.open.source': 'Open the other one',
  'splitting.began': 'Split off from another conversation.',
  'splitting.undo': 'Undo the split',
  'splitting.done': 'Split off. It goes on here.',
  'splitting.undone': 'Put back. It goes on here.',
  'splitting.refused.capacity': 'You have no free slot for another conversation.',
  'splitting.refused.changed': 'A colleague split, merged or deleted something here meanwhile. Look at it again.',
  'splitting.refused.several': 'Visitors of this site have one conversation at a time.',
} as const
