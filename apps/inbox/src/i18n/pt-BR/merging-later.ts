import type { mergingLater as english } from '../en-merging-later.ts'
import type { Translation } from '../texts.ts'

export const mergingLater: Translation<typeof english> = {
  'merging.title': 'Mesclar com qual conversa?',
  'merging.search': 'Mesclar com…',
  'merging.others': 'Outras conversas desta pessoa',
  'merging.loading': 'Procurando outras conversas',
  'merging.unknown': 'Não foi possível carregar as outras conversas desta pessoa.',
  'merging.none': 'Esta pessoa não tem outra conversa com a qual esta possa ser mesclada.',
  'merging.no_match': 'Nenhuma corresponde. Tente outras palavras.',
  'merging.what': 'O que acontece',
  'merging.what.goes_on': 'A conversa continua na que começou em {time}.',
  'merging.what.closes': 'Esta se encerra. O que foi dito aqui pode ser lido a partir de lá.',
  'merging.what.holder': 'A outra é de {name}, que fica com ela.',
  'merging.what.nobody': 'A outra não é de ninguém: assuma-a se for continuar com ela.',
  'merging.what.reopens': 'A outra é reaberta.',
  'merging.what.visitor': 'O visitante também continua lá e vê uma só conversa. As notas ficam entre vocês.',
  'merging.what.undo': 'Pode ser desfeito a qualquer momento.',
  'merging.verb': 'Mesclar',
  'merging.read.title': 'O que foi dito antes da mesclagem',
  'merging.read.failed': 'Não foi possível carregar.',
  'merging.read.earlier': 'Mensagens anteriores',
  'merging.read.nothing': 'Nada foi dito lá.',
  'merging.read.note': 'Nota',
  'merging.undo': 'Desfazer a mesclagem',
}
