import type { personFiles as english } from '../en-person-files.ts'
import type { Translation } from '../texts.ts'

export const personFiles: Translation<typeof english> = {
  'pfiles.section': 'Arquivos',
  'pfiles.all': 'Todos os arquivos',
  'pfiles.title': 'Arquivos de {name}',
  'pfiles.none': 'Ainda não há arquivos.',
  'pfiles.more': 'Arquivos mais antigos',
  'pfiles.show': 'Mostrar {name} na conversa',
  'pfiles.loading': 'Carregando os arquivos',
  'pfiles.failed': 'Os arquivos não chegaram.',
  'pfiles.note': 'com uma nota',
}
