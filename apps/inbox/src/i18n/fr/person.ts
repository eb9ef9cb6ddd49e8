import type { person as english } from '../en-person.ts'
import type { Translation } from '../texts.ts'

export const person: Translation<typeof english> = {
  'details.fields': 'Cette conversation',
  'details.answers': 'Réponses',
  'details.agreed': 'Accepté {time}, texte {version}',
  'person.verified': 'Vérifié',
  'person.verified.hint': 'Votre site a signé qui c’est.',
  'person.about': 'Ce qu’on sait de cette personne',
  'person.said': 'Dit par la page, non vérifié',
  'person.externalId': 'Votre id',
  'person.phone': 'Téléphone',
  'person.company': 'Entreprise',
  'person.yes': 'Oui',
  'person.no': 'Non',
  'person.events': 'Récemment',
  'event.contact': 'Identité prouvée : {who}',
}
