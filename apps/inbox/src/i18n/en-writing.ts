import type { Texts } from './texts.ts'

/** What helps to write: canned responses, variables. */
export const writing = {
  'canned.insert': 'Canned response',
  'canned.list': 'Canned responses',
  'canned.none': 'No canned responses yet. They are written in the settings.',
  'canned.loading': 'Loading',
  'canned.failed': 'They did not load.',
  'problem.shortcut_taken': 'Another one has this word already. Choose another word.',
  'problem.list_full': 'There is no room for more. Delete what is not used any more.',
  'problem.canned_gone': 'It was deleted meanwhile.',
  'composer.rich': 'Buttons, card, form',
  'command.macro': 'Run a macro',
  'command.bold': 'Bold',
  'command.italic': 'Italic',
  'command.code': 'Code',
  'draft.other': 'Written on another device, {time}',
  'draft.other.take': 'Take it over',
  'draft.other.drop': 'Throw it away',
  'filling.sent': 'This is sent:',
  'filling.missing': { one: 'Nothing is known for', other: 'Nothing is known for these:' },
  'filling.write': 'Write it in place of {name}',
  'filling.allow': 'Send it as it stands',
} as const
export type WritingTexts = Texts<typeof writing>
