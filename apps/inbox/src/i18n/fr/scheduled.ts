import type { scheduled as english } from '../en-scheduled.ts'
import type { Translation } from '../texts.ts'

export const scheduled: Translation<typeof english> = {
  'later.list': 'Messages programmés',
  'later.lead':
    'Vos réponses qui partiront plus tard. Le serveur les envoie, que vous soyez là ou non ; personne d’autre ne les voit avant.',
  'later.none': 'Rien n’est programmé.',
  'later.none.what': '« Envoyer plus tard » se trouve derrière la flèche à côté d’Envoyer.',
  'later.at': 'Part {time}',
  'later.unless': 'sauf si le visiteur écrit avant',
  'later.unless.label': 'Pas si le visiteur écrit avant',
  'later.unsent': 'Non envoyé {time} : {why}',
  'later.late': 'Devait partir {time}, envoyé {sent} : le serveur était absent',
  'later.why.visitor_wrote': 'le visiteur a écrit avant',
  'later.why.closed': 'la conversation est fermée',
  'later.why.merged': 'la conversation a été fusionnée avec une autre',
  'later.why.no_access': 'vous n’avez plus accès à la conversation',
  'later.why.disabled': 'votre compte a été désactivé',
  'later.why.refused': 'le serveur l’a refusé',
  'later.edit': 'Modifier',
  'later.cancel': 'Remettre en brouillon',
  'later.seen': 'Compris',
  'later.text': 'Message',
  'later.empty': 'Écrivez quelque chose.',
  'later.save': 'Enregistrer',
}
