import type { mergingLater as english } from '../en-merging-later.ts'
import type { Translation } from '../texts.ts'

export const mergingLater: Translation<typeof english> = {
  'merging.title': 'Fusionner avec quelle conversation ?',
  'merging.search': 'Fusionner avec…',
  'merging.others': 'Autres conversations de cette personne',
  'merging.loading': 'Recherche d’autres conversations',
  'merging.unknown': 'Les autres conversations de cette personne n’ont pas pu être chargées.',
  'merging.none': 'Cette personne n’a pas d’autre conversation où elle pourrait aller.',
  'merging.no_match': 'Aucune ne convient. Essayez d’autres mots.',
  'merging.what': 'Ce qui se passe',
  'merging.what.goes_on': 'Cela continue dans la conversation commencée le {time}.',
  'merging.what.closes': 'Celle-ci se ferme. Ce qui s’y est dit reste lisible depuis l’autre.',
  'merging.what.holder': '{name} a l’autre et la garde.',
  'merging.what.nobody': 'Personne n’a l’autre : prenez-la si vous continuez avec elle.',
  'merging.what.reopens': 'L’autre est rouverte.',
  'merging.what.visitor': 'Le visiteur y continue aussi, et voit une seule conversation. Les notes restent entre vous.',
  'merging.what.undo': 'On peut annuler à tout moment.',
  'merging.verb': 'Fusionner',
  'merging.read.title': 'Ce qui s’est dit avant la fusion',
  'merging.read.failed': 'Le chargement a échoué.',
  'merging.read.earlier': 'Messages précédents',
  'merging.read.nothing': 'Rien ne s’y est dit.',
  'merging.read.note': 'Note',
  'merging.undo': 'Annuler la fusion',
}
