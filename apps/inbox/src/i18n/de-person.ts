import type { person as english } from './en-person.ts'
import type { Texts } from './texts.ts'

export const person: Texts<typeof english> = {
  'details.fields': 'Dieses Gespräch',
  'details.answers': 'Antworten',
  'details.agreed': 'Zugestimmt {time}, Text {version}',
  'person.verified': 'Bestätigt',
  'person.verified.hint': 'Ihre Website hat signiert, wer das ist.',
  'person.about': 'Über diesen Menschen bekannt',
  'person.said': 'Von der Seite mitgeteilt, nicht bestätigt',
  'person.externalId': 'Ihre Kennung',
  'person.phone': 'Telefon',
  'person.company': 'Firma',
  'person.yes': 'Ja',
  'person.no': 'Nein',
  'person.events': 'Kürzlich geschehen',
  'event.contact': '{who} hat sich ausgewiesen',
}
