import type { writing as english } from '../en-writing.ts'
import type { Translation } from '../texts.ts'

export const writing: Translation<typeof english> = {
  'canned.insert': 'Réponse enregistrée',
  'canned.list': 'Réponses enregistrées',
  'canned.none': 'Pas encore de réponse enregistrée. Elles s’écrivent dans les réglages.',
  'canned.loading': 'Chargement',
  'canned.failed': 'Elles n’ont pas pu être chargées.',
  'problem.shortcut_taken': 'Une autre a déjà ce mot. Choisissez-en un autre.',
  'problem.list_full': 'Il n’y a plus de place. Supprimez ce qui ne sert plus.',
  'problem.canned_gone': 'Elle a été supprimée entre-temps.',
  'composer.rich': 'Boutons, carte, formulaire',
  'command.macro': 'Lancer une macro',
  'command.bold': 'Gras',
  'command.italic': 'Italique',
  'command.code': 'Code',
  'draft.other': 'Écrit sur un autre appareil, {time}',
  'draft.other.take': 'Le reprendre',
  'draft.other.drop': 'Le jeter',
  'filling.sent': 'Voici ce qui part :',
  'filling.missing': { one: 'On ne sait rien de', other: 'On ne sait rien de ceux-ci :' },
  'filling.write': 'Écrivez-le à la place de {name}',
  'filling.allow': 'L’envoyer tel quel',
}
