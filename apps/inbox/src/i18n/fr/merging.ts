import type { merging as english } from '../en-merging.ts'
import type { Translation } from '../texts.ts'

export const merging: Translation<typeof english> = {
  'command.merge': 'Fusionner avec une autre conversation…',
  'event.merged': 'Fusionnée avec une autre conversation par : {who}',
  'event.unmerged': 'Séparée de l’autre conversation par : {who}',
  'event.merged_in': 'Autre conversation fusionnée avec celle-ci par : {who}',
  'event.merged_out': 'Conversation séparée de celle-ci par : {who}',
  'merging.read': 'Montrer ce qui s’y est dit',
  'merging.done': 'Fusionnées. Cela continue ici.',
  'merging.undone': 'Séparée de nouveau. Voici comment elle était.',
  'merging.moved': 'Un collègue a fusionné la conversation avec celle-ci. Cela continue ici.',
  'merging.moved.draft':
    'Un collègue a fusionné la conversation avec celle-ci. Ce que vous écriviez est venu avec, sans être envoyé.',
  'merging.refused.changed': 'Un collègue a fusionné l’une des deux entre-temps. Regardez-les à nouveau.',
  'merging.refused.person': 'On ne sait pas si les deux sont de la même personne.',
  'merging.refused.other': 'Cela n’a pas été fait. Réessayez dans un instant.',
}
