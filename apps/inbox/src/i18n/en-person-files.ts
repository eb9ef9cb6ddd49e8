/** Files of all conversations of a person. */
export const personFiles = {
  'pfiles.section': 'Files',
  'pfiles.all': 'All files',
  'pfiles.title': 'Files of {name}',
  'pfiles.none': 'No files yet.',
  'pfiles.more': 'Older files',
  'pfiles.show': 'Show {name} in its conversation',
  'pfiles.loading': 'Loading the files',
  'pfiles.failed': 'The files did not come.',
  'pfiles.note': 'with a note',
} as const
