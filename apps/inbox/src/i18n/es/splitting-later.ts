import type { splittingLater as english } from '../en-splitting-later.ts'
import type { Translation } from '../texts.ts'

export const splittingLater: Translation<typeof english> = {
  'splitting.title': 'Separar en una conversación nueva',
  'splitting.which': 'Mensajes que se van',
  'splitting.from_here': 'Desde aquí hasta el final',
  'splitting.this_only': 'Solo este',
  'splitting.too_many': 'Como máximo se van {count} mensajes a la vez.',
  'splitting.text': 'Primer mensaje de la conversación nueva',
  'splitting.text.hint': 'El visitante lo lee y ve encima de qué se trata.',
  'splitting.what': 'Qué ocurre',
  'splitting.what.new':
    'Empieza una conversación nueva con la misma persona. Es suya, con estos mensajes encima del primero que escriba.',
  'splitting.what.here': 'Aquí siguen legibles, atenuados, con el camino a donde continúan. Las notas se quedan aquí.',
  'splitting.what.visitor': 'El visitante conserva este hilo como está y tiene la conversación nueva al lado.',
  'splitting.what.undo': 'Se puede deshacer: entonces la conversación nueva vuelve a esta.',
  'splitting.verb': {
    one: 'Separar un mensaje',
    many: 'Separar {count} mensajes',
    other: 'Separar {count} mensajes',
  },
}
