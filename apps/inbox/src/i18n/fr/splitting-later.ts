import type { splittingLater as english } from '../en-splitting-later.ts'
import type { Translation } from '../texts.ts'

export const splittingLater: Translation<typeof english> = {
  'splitting.title': 'Séparer dans une nouvelle conversation',
  'splitting.which': 'Messages qui partent',
  'splitting.from_here': 'D’ici jusqu’à la fin',
  'splitting.this_only': 'Seulement celui-ci',
  'splitting.too_many': 'Au plus {count} messages partent à la fois.',
  'splitting.text': 'Premier message de la nouvelle conversation',
  'splitting.text.hint': 'Le visiteur le lit, et voit au-dessus de quoi il s’agit.',
  'splitting.what': 'Ce qui se passe',
  'splitting.what.new':
    'Une nouvelle conversation avec la même personne commence. Elle est à vous, avec ces messages au-dessus de votre premier.',
  'splitting.what.here': 'Ici ils restent lisibles, estompés, avec le chemin vers la suite. Les notes restent ici.',
  'splitting.what.visitor': 'Le visiteur garde ce fil tel quel, et a la nouvelle conversation à côté.',
  'splitting.what.undo': 'On peut l’annuler : la nouvelle conversation revient alors dans celle-ci.',
  'splitting.verb': {
    one: 'Séparer un message',
    many: 'Séparer {count} messages',
    other: 'Séparer {count} messages',
  },
}
