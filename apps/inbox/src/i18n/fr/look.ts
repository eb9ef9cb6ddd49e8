import type { look as english } from '../en-look.ts'
import type { Translation } from '../texts.ts'

export const look: Translation<typeof english> = {
  'logo.label': 'Logo',
  'logo.hint':
    'À côté de votre nom dans le chat, sur blanc, jusqu’à ce qu’un agent prenne le relais avec sa propre image. PNG, JPEG, WebP ou SVG ; un carré est le plus grand.',
  'logo.choose': 'Choisir une image',
  'logo.other': 'En choisir une autre',
  'logo.remove': 'Retirer le logo',
  'logo.now': 'Votre logo',
  'logo.wrong': 'Ce fichier n’a pas pu être lu comme image. Essayez un PNG ou un JPEG.',
  'look.radius': 'Coins',
  'look.radius.square': 'Droits',
  'look.radius.soft': 'Doux',
  'look.radius.round': 'Ronds',
  'color.fitting': 'Rien ne devrait être changé à {color}, et c’est proche de la vôtre.',
  'color.take': 'Prendre {color}',
}
