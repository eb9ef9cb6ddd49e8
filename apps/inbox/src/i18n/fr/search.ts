import type { search as english } from '../en-search.ts'
import type { Translation } from '../texts.ts'

export const search: Translation<typeof english> = {
  'find.title': 'Rechercher',
  'find.field': 'Chercher partout',
  'find.placeholder': 'Mots de messages, noms, adresses',
  'find.said': 'Messages de qui',
  'find.said.all': 'Tout le monde',
  'find.said.visitor': 'Visiteurs',
  'find.said.agent': 'Agents',
  'find.said.note': 'Notes',
  'find.since': 'Messages depuis',
  'find.always': 'À tout moment',
  'find.days': { one: 'Dernières 24 heures', other: '{count} derniers jours' },
  'find.contacts': 'Contacts',
  'find.canned': 'Réponses enregistrées',
  'find.to': '{by} à {visitor}',
  'find.more': 'Il y en a d’autres. Un mot de plus affine la recherche.',
  'find.count': { one: '1 trouvé', other: '{count} trouvés' },
  'find.nothing': 'Rien ne contient « {text} »',
  'find.nothing.what':
    'Tous les mots doivent y être ; le dernier peut être un début. Ce qui a été dit il y a quelques secondes arrive bientôt.',
  'find.failed': 'La recherche n’a pas abouti.',
  'find.how':
    'Des mots de messages, de notes, de noms et d’adresses ; le dernier peut être un début. Le plus récent vient d’abord.',
  'find.recent': 'Recherches récentes',
  'find.forget': 'Les oublier',
  'find.save': 'Garder cette recherche',
  'find.saved': 'Recherche gardée',
  'find.saved_ones': 'Recherches gardées',
  'find.remove': 'Retirer « {text} »',
}
