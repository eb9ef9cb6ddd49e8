import type { begin as english } from '../en-begin.ts'
import type { Translation } from '../texts.ts'

export const begin: Translation<typeof english> = {
  'begin.new': 'Nouvelle conversation',
  'begin.start': 'Démarrer une conversation',
  'begin.title': 'Nouvelle conversation avec {name}',
  'begin.message': 'Message',
  'begin.hint': 'Il apparaît à côté du chat du visiteur, ou attend sa prochaine visite.',
  'begin.department': 'Service',
  'begin.department.default': 'Comme d’habitude',
  'begin.has_open': 'Une conversation avec ce visiteur est déjà ouverte.',
  'begin.has_one': 'Une conversation avec ce visiteur est déjà ouverte. Le site n’en permet qu’une à la fois.',
  'begin.open': 'L’ouvrir',
  'begin.show': 'Afficher',
  'begin.sent': 'Envoyé. La conversation avec {name} est à vous.',
  'begin.waiting': 'Le serveur n’a pas encore répondu. Le message partira tout seul, vous pouvez fermer.',
  'begin.hide': 'Fermer',
  'begin.take_back': 'Le reprendre',
  'begin.refused': '« {text} » n’a pas été envoyé. {reason}',
  'begin.refused.blocked': 'Ce visiteur est bloqué. Débloquez-le pour lui écrire.',
  'begin.refused.gone': 'Ce visiteur ne peut pas revenir le lire. Écrivez-lui plutôt un e-mail.',
  'begin.refused.department': 'Ce service n’existe plus, ou n’est pas le vôtre. Choisissez-en un autre.',
}
