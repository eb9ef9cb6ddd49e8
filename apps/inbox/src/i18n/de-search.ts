import type { search as english } from './en-search.ts'
import type { Texts } from './texts.ts'

export const search: Texts<typeof english> = {
  'find.title': 'Suche',
  'find.field': 'Alles durchsuchen',
  'find.placeholder': 'Wörter aus Nachrichten, Namen, Adressen',
  'find.said': 'Wessen Nachrichten',
  'find.said.all': 'Alle',
  'find.said.visitor': 'Besucher',
  'find.said.agent': 'Agenten',
  'find.said.note': 'Notizen',
  'find.since': 'Nachrichten seit',
  'find.always': 'Jederzeit',
  'find.days': { one: 'Letzte 24 Stunden', other: 'Letzte {count} Tage' },
  'find.contacts': 'Kontakte',
  'find.canned': 'Textbausteine',
  'find.to': '{by} an {visitor}',
  'find.more': 'Es gibt mehr. Ein weiteres Wort engt es ein.',
  'find.count': { one: '1 gefunden', other: '{count} gefunden' },
  'find.nothing': 'Nichts enthält „{text}“',
  'find.nothing.what':
    'Alle Wörter müssen vorkommen; das letzte darf ein Anfang sein. Was vor Sekunden geschrieben wurde, kommt gleich.',
  'find.failed': 'Die Suche kam nicht durch.',
  'find.how':
    'Wörter aus Nachrichten, Notizen, Namen und Adressen; das letzte darf ein Anfang sein. Das Neueste steht oben.',
  'find.recent': 'Zuletzt gesucht',
  'find.forget': 'Vergessen',
  'find.save': 'Suche behalten',
  'find.saved': 'Suche behalten',
  'find.saved_ones': 'Behaltene Suchen',
  'find.remove': '„{text}“ entfernen',
}
