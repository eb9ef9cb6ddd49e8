import type { OverviewTexts } from './en-overview.ts'

export const overview: OverviewTexts = {
  'overview.lead': 'Was jetzt wartet, wer da ist, und der Tag bisher.',
  'overview.longest': 'am längsten {time}',
  'overview.nobody': 'Niemand wartet',
  'overview.today': 'Heute',
  'overview.begun': 'Begonnen',
  'overview.closed': 'Geschlossen',
  'overview.first': 'Erste Antwort',
  'overview.first.none': 'Noch keine',
  'overview.departments': 'Nach Abteilung',
  'overview.department': 'Abteilung',
  'overview.wait': 'Längste Wartezeit',
  'overview.no_department': 'Sie sind noch in keiner Abteilung.',
  'overview.team': 'Jetzt da',
  'overview.load': { one: '1 Gespräch', other: '{count} Gespräche' },
  'overview.load.of': '{count} von {most} Gesprächen',
  'overview.full': 'kein Platz mehr',
  'overview.nobody_here': 'Niemand ist da.',
  'overview.stale': 'Der letzte Blick brachte nichts. Diese Zahlen sind von {time}.',
}
