import type { personFiles as english } from './en-person-files.ts'
import type { Texts } from './texts.ts'

export const personFiles: Texts<typeof english> = {
  'pfiles.section': 'Dateien',
  'pfiles.all': 'Alle Dateien',
  'pfiles.title': 'Dateien von {name}',
  'pfiles.none': 'Noch keine Dateien.',
  'pfiles.more': 'Ältere Dateien',
  'pfiles.show': '{name} in der Unterhaltung zeigen',
  'pfiles.loading': 'Die Dateien werden geladen',
  'pfiles.failed': 'Die Dateien kamen nicht an.',
  'pfiles.note': 'mit einer Notiz',
}
