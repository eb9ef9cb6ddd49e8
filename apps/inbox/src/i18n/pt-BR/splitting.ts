import type { splitting as english } from '../en-splitting.ts'
import type { Translation } from '../texts.ts'

export const splitting: Translation<typeof english> = {
  'message.split': 'Separar a partir daqui…',
  'event.split': {
    one: '{who} separou uma mensagem em uma conversa própria',
    many: '{who} separou {count} mensagens em uma conversa própria',
    other: '{who} separou {count} mensagens em uma conversa própria',
  },
  'event.split_back': '{who} devolveu o que tinha sido separado',
  'splitting.text.first': 'Abri uma nova conversa para isso, para que nada se perca.',
  'splitting.went': 'Continua em outra conversa',
  'splitting.open': 'Abrir',
  'splitting.open.source': 'Abrir a outra',
  'splitting.began': 'Separada de outra conversa.',
  'splitting.undo': 'Desfazer a separação',
  'splitting.done': 'Separada. A conversa continua aqui.',
  'splitting.undone': 'Devolvida. A conversa continua aqui.',
  'splitting.refused.capacity': 'Você não tem lugar livre para outra conversa.',
  'splitting.refused.changed': 'Um colega separou, mesclou ou apagou algo aqui nesse meio-tempo. Veja de novo.',
  'splitting.refused.several': 'Visitantes deste site têm uma só conversa por vez.',
}
