import type { mergingLater as english } from '../en-merging-later.ts'
import type { Translation } from '../texts.ts'

export const mergingLater: Translation<typeof english> = {
  'merging.title': '¿Con qué conversación unirla?',
  'merging.search': 'Unir con…',
  'merging.others': 'Otras conversaciones de esta persona',
  'merging.loading': 'Buscando otras conversaciones',
  'merging.unknown': 'No se pudieron cargar las otras conversaciones de esta persona.',
  'merging.none': 'Esta persona no tiene otra conversación a la que pueda unirse.',
  'merging.no_match': 'Ninguna coincide. Pruebe con otras palabras.',
  'merging.what': 'Qué ocurre',
  'merging.what.goes_on': 'Continúa en la conversación que empezó el {time}.',
  'merging.what.closes': 'Esta se cierra. Lo dicho aquí se puede leer desde allí.',
  'merging.what.holder': '{name} tiene la otra y la conserva.',
  'merging.what.nobody': 'Nadie tiene la otra: tómela si continúa con ella.',
  'merging.what.reopens': 'La otra se reabre.',
  'merging.what.visitor':
    'El visitante también continúa allí y ve una sola conversación. Las notas quedan entre ustedes.',
  'merging.what.undo': 'Se puede deshacer en cualquier momento.',
  'merging.verb': 'Unir',
  'merging.read.title': 'Lo que se dijo antes de unirlas',
  'merging.read.failed': 'No se pudo cargar.',
  'merging.read.earlier': 'Mensajes anteriores',
  'merging.read.nothing': 'Allí no se dijo nada.',
  'merging.read.note': 'Nota',
  'merging.undo': 'Deshacer la unión',
}
