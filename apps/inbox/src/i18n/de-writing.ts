import type { WritingTexts } from './en-writing.ts'

export const writing: WritingTexts = {
  'canned.insert': 'Textbaustein',
  'canned.list': 'Textbausteine',
  'canned.none': 'Noch keine Textbausteine. Geschrieben werden sie in den Einstellungen.',
  'canned.loading': 'Lädt',
  'canned.failed': 'Sie konnten nicht geladen werden.',
  'problem.shortcut_taken': 'Ein anderer hat dieses Wort schon. Wähl ein anderes.',
  'problem.list_full': 'Für mehr ist kein Platz. Lösch, was nicht mehr gebraucht wird.',
  'problem.canned_gone': 'Er wurde inzwischen gelöscht.',
  'composer.rich': 'Knöpfe, Karte, Formular',
  'command.macro': 'Makro ausführen',
  'command.bold': 'Fett',
  'command.italic': 'Kursiv',
  'command.code': 'Code',
  'draft.other': 'Auf einem anderen Gerät geschrieben, {time}',
  'draft.other.take': 'Übernehmen',
  'draft.other.drop': 'Verwerfen',
  'filling.sent': 'Gesendet wird:',
  'filling.missing': { one: 'Nichts ist bekannt für', other: 'Nichts ist bekannt für diese:' },
  'filling.write': 'An die Stelle von {name} schreiben',
  'filling.allow': 'So senden, wie es da steht',
}
