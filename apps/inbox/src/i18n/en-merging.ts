/** Merging, as far as a thread speaks of it; its dialogs stand in `en-merging-later.ts`. */
export const merging = {
  'command.merge': 'Merge into another conversation…',
  'event.merged': '{who} merged this into another conversation',
  'event.unmerged': '{who} took it out of the other conversation again',
  'event.merged_in': '{who} merged another conversation into this one',
  'event.merged_out': '{who} took a conversation out of this one again',
  'merging.read': 'Show what was said there',
  'merging.done': 'Merged. It goes on here.',
  'merging.undone': 'Taken out again. This is how it was.',
  'merging.moved': 'A colleague merged the conversation into this one. It goes on here.',
  'merging.moved.draft':
    'A colleague merged the conversation into this one. What you were writing came along, and was not sent.',
  'merging.refused.changed': 'A colleague merged one of the two meanwhile. Look at both again.',
  'merging.refused.person': 'The two are not known to be of the same person.',
  'merging.refused.other': 'It was not done. Try again in a moment.',
} as const
