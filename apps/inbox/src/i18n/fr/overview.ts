import type { overview as english } from '../en-overview.ts'
import type { Translation } from '../texts.ts'

export const overview: Translation<typeof english> = {
  'overview.lead': 'Ce qui attend, qui est là et la journée jusqu’ici.',
  'overview.longest': 'la plus longue : {time}',
  'overview.nobody': 'Personne n’attend',
  'overview.today': 'Aujourd’hui',
  'overview.begun': 'Commencées',
  'overview.closed': 'Fermées',
  'overview.first': 'Première réponse',
  'overview.first.none': 'Aucune pour l’instant',
  'overview.departments': 'Par service',
  'overview.department': 'Service',
  'overview.wait': 'Attente la plus longue',
  'overview.no_department': 'Vous n’êtes encore dans aucun service.',
  'overview.team': 'Présents',
  'overview.load': { one: '1 conversation', other: '{count} conversations' },
  'overview.load.of': '{count} conversations sur {most}',
  'overview.full': 'plus de place',
  'overview.nobody_here': 'Personne n’est là.',
  'overview.stale': 'La dernière lecture n’a rien donné. Ces chiffres datent de {time}.',
}
