import type { splitting as english } from '../en-splitting.ts'
import type { Translation } from '../texts.ts'

export const splitting: Translation<typeof english> = {
  'message.split': 'Separar desde aquí…',
  'event.split': {
    one: '{who} separó un mensaje en una conversación propia',
    many: '{who} separó {count} mensajes en una conversación propia',
    other: '{who} separó {count} mensajes en una conversación propia',
  },
  'event.split_back': '{who} devolvió lo que se había separado',
  'splitting.text.first': 'He abierto una conversación nueva para esto, para que no se pierda nada.',
  'splitting.went': 'Continúa en otra conversación',
  'splitting.open': 'Abrirla',
  'splitting.open.source': 'Abrir la otra',
  'splitting.began': 'Separada de otra conversación.',
  'splitting.undo': 'Deshacer la separación',
  'splitting.done': 'Separada. Continúa aquí.',
  'splitting.undone': 'Devuelta. Continúa aquí.',
  'splitting.refused.capacity': 'No tiene un lugar libre para otra conversación.',
  'splitting.refused.changed': 'Un colega separó, unió o eliminó algo aquí mientras tanto. Mírelo de nuevo.',
  'splitting.refused.several': 'Los visitantes de este sitio tienen una sola conversación a la vez.',
}
