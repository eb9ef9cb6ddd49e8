import type { visitors as english } from '../en-visitors.ts'
import type { Translation } from '../texts.ts'

export const visitors: Translation<typeof english> = {
  'visitors.lead':
    'Qui est connecté au chat maintenant. Les visiteurs qui ne l’ont pas ouvert n’y sont pas, ni ceux qui n’ont pas encore écrit, sauf si leur site le dit.',
  'visitors.list': 'Visiteurs',
  'visitors.loading': 'Chargement des visiteurs',
  'visitors.failed': 'La liste n’a pas pu être chargée.',
  'visitors.stale': 'La liste date un peu. On la redemande.',
  'visitors.none': 'Personne n’est connecté pour l’instant',
  'visitors.none.what':
    'Les visiteurs apparaissent ici d’eux-mêmes tant que leur chat est ouvert ou qu’ils reviennent à une conversation, et partent avec leur page.',
  'visitors.nothing': 'Personne ici ne correspond.',
  'visitors.search': 'Chercher un visiteur',
  'visitors.search.placeholder': 'Nom, e-mail ou page',
  'visitors.clear': 'Tout afficher',
  'visitors.site': 'Site',
  'visitors.all_sites': 'Tous les sites',
  'visitors.truncated': 'Il y en a plus que ce qui est affiché. Un mot de plus, ou un seul site, affine la recherche.',
  'visitors.col.who': 'Visiteur',
  'visitors.col.page': 'Page',
  'visitors.col.site': 'Site',
  'visitors.col.language': 'Langue',
  'visitors.col.since': 'Ici depuis',
  'visitors.col.conversation': 'Conversation',
  'visitors.page.unknown': 'Inconnue',
  'visitors.page.opens': '{title} (s’ouvre dans un nouvel onglet)',
  'visitors.conversation.none': 'Aucune',
  'visitors.conversation.waiting': 'En attente',
  'visitors.conversation.mine': 'Avec vous',
  'visitors.conversation.with': 'Avec {name}',
  'visitors.conversation.open': 'Conversation : {state}',
  'visitors.details': 'À propos de ce visiteur',
  'visitors.details.gone': 'N’est plus là.',
  'visitors.details.since': 'Ici depuis {time}',
  'visitors.action.open': 'Ouvrir la conversation',
}
