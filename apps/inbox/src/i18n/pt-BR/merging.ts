import type { merging as english } from '../en-merging.ts'
import type { Translation } from '../texts.ts'

export const merging: Translation<typeof english> = {
  'command.merge': 'Mesclar com outra conversa…',
  'event.merged': '{who} mesclou esta conversa com outra',
  'event.unmerged': '{who} separou esta conversa da outra',
  'event.merged_in': '{who} mesclou outra conversa com esta',
  'event.merged_out': '{who} separou outra conversa desta',
  'merging.read': 'Mostrar o que foi dito lá',
  'merging.done': 'Mesclada. A conversa continua aqui.',
  'merging.undone': 'Separada de novo. Está como era.',
  'merging.moved': 'Um colega mesclou a conversa com esta. Ela continua aqui.',
  'merging.moved.draft': 'Um colega mesclou a conversa com esta. O que você escrevia veio junto e não foi enviado.',
  'merging.refused.changed': 'Um colega mesclou uma das duas nesse meio-tempo. Veja as duas de novo.',
  'merging.refused.person': 'Não se sabe se as duas são da mesma pessoa.',
  'merging.refused.other': 'Não foi feito. Tente de novo em instantes.',
}
