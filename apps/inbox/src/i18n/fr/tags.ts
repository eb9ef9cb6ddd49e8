import type { tagsPage as english } from '../en-tags.ts'
import type { Translation } from '../texts.ts'

export const tagsPage: Translation<typeof english> = {
  'settings.tags': 'Étiquettes',
  'tags.lead':
    'Noms et couleurs de ce dont les agents marquent les conversations. Un nouveau nom se voit partout aussitôt.',
  'tags.new': 'Nouvelle étiquette',
  'tags.none':
    'Pas encore d’étiquette. Les agents peuvent écrire n’importe quel mot ; avec une étiquette à lui, il reçoit une couleur.',
  'tags.edit': 'Modifier {tag}',
  'tags.change': 'Modifier l’étiquette',
  'tags.archived': 'archivée',
  'tags.former': 'avant : {names}',
  'tags.name': 'Nom',
  'tags.unnamed': 'Donnez-lui un nom.',
  'tags.description': 'Quand l’utiliser',
  'tags.colour': 'Couleur',
  'tags.colour.one': 'Couleur {number}',
  'tags.archive': 'Archiver : plus proposée, gardée là où elle est',
  'tags.merge': 'La fondre dans une autre',
  'tags.merge.hint': 'Son nom désigne dès lors l’autre étiquette, et celle-ci disparaît.',
  'tags.merge.none': 'Non',
  'tags.merge.verb': 'Fusionner',
  'tags.taken': 'Une autre étiquette a ou a eu ce nom. Choisissez-en un autre, ou fusionnez les deux.',
  'tags.changed': 'Quelqu’un l’a modifiée entre-temps. Fermez et regardez-la à nouveau.',
}
