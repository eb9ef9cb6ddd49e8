import type { tagsPage as english } from '../en-tags.ts'
import type { Translation } from '../texts.ts'

export const tagsPage: Translation<typeof english> = {
  'settings.tags': 'Tags',
  'tags.lead':
    'Nomes e cores do que os atendentes usam para marcar conversas. Um novo nome aparece em toda parte na hora.',
  'tags.new': 'Nova tag',
  'tags.none': 'Nenhuma tag ainda. Atendentes podem escrever qualquer palavra; com uma tag própria ela ganha uma cor.',
  'tags.edit': 'Alterar {tag}',
  'tags.change': 'Alterar a tag',
  'tags.archived': 'arquivada',
  'tags.former': 'antes: {names}',
  'tags.name': 'Nome',
  'tags.unnamed': 'Dê um nome.',
  'tags.description': 'Quando usar',
  'tags.colour': 'Cor',
  'tags.colour.one': 'Cor {number}',
  'tags.archive': 'Arquivar: não é mais oferecida, fica onde está',
  'tags.merge': 'Tornar parte de outra',
  'tags.merge.hint': 'O nome dela passa a significar a outra tag, e esta deixa de existir.',
  'tags.merge.none': 'Não',
  'tags.merge.verb': 'Mesclar',
  'tags.taken': 'Outra tag tem ou já teve este nome. Escolha outro ou mescle as duas.',
  'tags.changed': 'Alguém a alterou nesse meio-tempo. Feche isto e veja de novo.',
}
