import type { splittingLater as english } from '../en-splitting-later.ts'
import type { Translation } from '../texts.ts'

export const splittingLater: Translation<typeof english> = {
  'splitting.title': 'Separar em uma nova conversa',
  'splitting.which': 'Mensagens que vão',
  'splitting.from_here': 'Daqui até o fim',
  'splitting.this_only': 'Só esta',
  'splitting.too_many': 'No máximo {count} mensagens vão de uma vez.',
  'splitting.text': 'Primeira mensagem da nova conversa',
  'splitting.text.hint': 'O visitante a lê e vê acima dela do que se trata.',
  'splitting.what': 'O que acontece',
  'splitting.what.new':
    'Começa uma nova conversa com a mesma pessoa. Ela é sua, com estas mensagens acima da sua primeira.',
  'splitting.what.here':
    'Aqui elas continuam legíveis, esmaecidas, com o caminho para onde continuam. As notas ficam aqui.',
  'splitting.what.visitor': 'O visitante mantém este histórico como está e tem a nova conversa ao lado.',
  'splitting.what.undo': 'Pode ser desfeito: a nova conversa então volta para esta.',
  'splitting.verb': {
    one: 'Separar uma mensagem',
    many: 'Separar {count} mensagens',
    other: 'Separar {count} mensagens',
  },
}
