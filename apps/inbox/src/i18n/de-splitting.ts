import type { splitting as english } from './en-splitting.ts'
import type { Texts } from './texts.ts'

export const splitting: Texts<typeof english> = {
  'message.split': 'Ab hier abtrennen…',
  'event.split': {
    one: '{who} hat eine Nachricht in ein eigenes Gespräch abgetrennt',
    other: '{who} hat {count} Nachrichten in ein eigenes Gespräch abgetrennt',
  },
  'event.split_back': '{who} hat das Abgetrennte zurückgeholt',
  'splitting.text.first': 'Dafür habe ich ein neues Gespräch eröffnet, damit nichts verloren geht.',
  'splitting.went': 'Geht in einem anderen Gespräch weiter',
  'splitting.open': 'Öffnen',
  'splitting.open.source': 'Das andere öffnen',
  'splitting.began': 'Von einem anderen Gespräch abgetrennt.',
  'splitting.undo': 'Abtrennung rückgängig machen',
  'splitting.done': 'Abgetrennt. Hier geht es weiter.',
  'splitting.undone': 'Zurückgeholt. Hier geht es weiter.',
  'splitting.refused.capacity': 'Sie haben keinen freien Platz für ein weiteres Gespräch.',
  'splitting.refused.changed':
    'Hier wurde inzwischen etwas abgetrennt, zusammengeführt oder gelöscht. Sehen Sie es noch einmal an.',
  'splitting.refused.several': 'Besucher dieser Website haben nur ein Gespräch zur selben Zeit.',
}
