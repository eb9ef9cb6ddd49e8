import type { personFiles as english } from '../en-person-files.ts'
import type { Translation } from '../texts.ts'

export const personFiles: Translation<typeof english> = {
  'pfiles.section': 'Archivos',
  'pfiles.all': 'Todos los archivos',
  'pfiles.title': 'Archivos de {name}',
  'pfiles.none': 'Todavía no hay archivos.',
  'pfiles.more': 'Archivos anteriores',
  'pfiles.show': 'Mostrar {name} en su conversación',
  'pfiles.loading': 'Cargando los archivos',
  'pfiles.failed': 'Los archivos no llegaron.',
  'pfiles.note': 'con una nota',
}
