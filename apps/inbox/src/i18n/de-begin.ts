import type { BeginTexts } from './en-begin.ts'

export const begin: BeginTexts = {
  'begin.new': 'Neues Gespräch',
  'begin.start': 'Gespräch beginnen',
  'begin.title': 'Neues Gespräch mit {name}',
  'begin.message': 'Nachricht',
  'begin.hint': 'Sie erscheint beim Chat des Besuchers oder wartet bis zu seinem nächsten Besuch.',
  'begin.department': 'Abteilung',
  'begin.department.default': 'Wie üblich',
  'begin.has_open': 'Mit diesem Besucher ist schon ein Gespräch offen.',
  'begin.has_one': 'Mit diesem Besucher ist schon ein Gespräch offen. Die Website erlaubt nur eines.',
  'begin.open': 'Öffnen',
  'begin.show': 'Zeigen',
  'begin.sent': 'Gesendet. Das Gespräch mit {name} gehört Ihnen.',
  'begin.waiting':
    'Der Server hat noch nicht geantwortet. Die Nachricht geht von selbst hinaus, Sie können dies schließen.',
  'begin.hide': 'Schließen',
  'begin.take_back': 'Zurücknehmen',
  'begin.refused': '„{text}“ wurde nicht gesendet. {reason}',
  'begin.refused.blocked': 'Dieser Besucher ist blockiert. Heben Sie das auf, um ihm zu schreiben.',
  'begin.refused.gone': 'Dieser Besucher kann nicht zurückkommen, um es zu lesen. Schreiben Sie ihm eine E-Mail.',
  'begin.refused.department':
    'Diese Abteilung gibt es nicht mehr, oder Sie gehören nicht dazu. Wählen Sie eine andere.',
}
