import type { announcements as english } from '../en-announcements.ts'
import type { Translation } from '../texts.ts'

export const announcements: Translation<typeof english> = {
  'settings.announcements': 'Annonces',
  'announcements.lead': 'Ce que disent à l’équipe ceux qui s’en occupent. Chacun le voit une fois, jusqu’à l’avoir lu.',
  'announcements.none': 'Rien n’a encore été annoncé.',
  'announcements.text': 'Ce qu’il faut annoncer',
  'announcements.empty': 'Écrivez ce que vous voulez annoncer.',
  'announcements.refused': 'L’annonce n’est pas passée. Réessayez.',
  'announcements.to': 'À',
  'announcements.for': 'Affichée au plus',
  'announcements.days': { one: '{count} jour', other: '{count} jours' },
  'announcements.post': 'Annoncer',
  'announcements.end': 'Terminer maintenant',
  'announcements.not_ended': 'L’annonce n’a pas été terminée',
  'announcements.until': 'jusqu’à {time}',
  'announcements.over': 'terminée {time}',
  'announcements.unread': 'Personne ne l’a encore lue.',
  'announcements.reads': { one: 'Lue par une personne', other: 'Lue par {count}' },
}
