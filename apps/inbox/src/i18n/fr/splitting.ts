import type { splitting as english } from '../en-splitting.ts'
import type { Translation } from '../texts.ts'

export const splitting: Translation<typeof english> = {
  'message.split': 'Séparer à partir d’ici…',
  'event.split': {
    one: 'Un message séparé dans sa propre conversation par : {who}',
    many: '{count} messages séparés dans leur propre conversation par : {who}',
    other: '{count} messages séparés dans leur propre conversation par : {who}',
  },
  'event.split_back': 'Ce qui avait été séparé a été remis par : {who}',
  'splitting.text.first': 'J’ai ouvert une nouvelle conversation pour cela, afin que rien ne se perde.',
  'splitting.went': 'Continue dans une autre conversation',
  'splitting.open': 'L’ouvrir',
  'splitting.open.source': 'Ouvrir l’autre',
  'splitting.began': 'Séparée d’une autre conversation.',
  'splitting.undo': 'Annuler la séparation',
  'splitting.done': 'Séparée. Cela continue ici.',
  'splitting.undone': 'Remise. Cela continue ici.',
  'splitting.refused.capacity': 'Vous n’avez pas de place libre pour une autre conversation.',
  'splitting.refused.changed':
    'Un collègue a séparé, fusionné ou supprimé quelque chose ici entre-temps. Regardez à nouveau.',
  'splitting.refused.several': 'Les visiteurs de ce site ont une seule conversation à la fois.',
}
