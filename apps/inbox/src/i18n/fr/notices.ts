import type { notices as english } from '../en-notices.ts'
import type { Translation } from '../texts.ts'

export const notices: Translation<typeof english> = {
  'nav.notices': 'Activité',
  'nav.notices.count': { one: 'Activité, {count} non lue', other: 'Activité, {count} non lues' },
  'command.go-notices': 'Aller à Activité',
  'nav.notices.unread': 'non lu',
  'notices.not_changed': 'Cela n’a pas été enregistré. Réessayez.',
  'notices.by.mention': '{name} vous a mentionné',
  'notices.by.offline': '{name} s’est déconnecté',
  'notice.waiting': 'Nouvelle conversation',
  'notice.message': 'Nouveau message',
  'notice.assigned': 'Attribuée à vous',
  'notice.mention': 'Vous avez été mentionné',
  'notice.overdue': 'Attend trop longtemps',
  'notice.unsent': 'Un message programmé n’est pas parti, ou en retard',
  'notice.offline': 'Un agent s’est déconnecté',
  'notice.summary': {
    one: '{count} événement pendant que vous étiez hors ligne',
    other: '{count} événements pendant que vous étiez hors ligne',
  },
  'notice.taken': 'Une conversation vous a été retirée',
  'notices.by.taken': '{name} vous l’a retirée',
  'notices.taken.from': '{name} vous a retiré la conversation avec {visitor}',
  'notices.taken.open': 'L’ouvrir',
}
