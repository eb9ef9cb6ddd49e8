import type { personFiles as english } from '../en-person-files.ts'
import type { Translation } from '../texts.ts'

export const personFiles: Translation<typeof english> = {
  'pfiles.section': 'Fichiers',
  'pfiles.all': 'Tous les fichiers',
  'pfiles.title': 'Fichiers de {name}',
  'pfiles.none': 'Pas encore de fichiers.',
  'pfiles.more': 'Fichiers plus anciens',
  'pfiles.show': 'Montrer {name} dans sa conversation',
  'pfiles.loading': 'Chargement des fichiers',
  'pfiles.failed': 'Les fichiers ne sont pas arrivés.',
  'pfiles.note': 'avec une note',
}
