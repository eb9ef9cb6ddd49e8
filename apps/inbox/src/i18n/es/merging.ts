import type { merging as english } from '../en-merging.ts'
import type { Translation } from '../texts.ts'

export const merging: Translation<typeof english> = {
  'command.merge': 'Unir con otra conversación…',
  'event.merged': '{who} unió esta a otra conversación',
  'event.unmerged': '{who} la separó de nuevo de la otra conversación',
  'event.merged_in': '{who} unió otra conversación a esta',
  'event.merged_out': '{who} separó de nuevo una conversación de esta',
  'merging.read': 'Mostrar lo que se dijo allí',
  'merging.done': 'Unidas. Continúa aquí.',
  'merging.undone': 'Separada de nuevo. Así estaba.',
  'merging.moved': 'Un colega unió la conversación a esta. Continúa aquí.',
  'merging.moved.draft': 'Un colega unió la conversación a esta. Lo que escribía vino con ella y no se envió.',
  'merging.refused.changed': 'Un colega unió una de las dos mientras tanto. Mírelas de nuevo.',
  'merging.refused.person': 'No consta que las dos sean de la misma persona.',
  'merging.refused.other': 'No se hizo. Vuelva a intentarlo en un momento.',
}
