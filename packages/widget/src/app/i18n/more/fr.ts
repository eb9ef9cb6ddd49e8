import type { MoreTexts } from './en.ts'

export const texts: Partial<MoreTexts> = {
  uploading: 'Envoi, {percent} %',
  upload_failed: '{name} n’a pas pu être envoyé',
  remove: 'Retirer {name}',
  too_large: '{name} dépasse {limit}',
  type_not_allowed: 'Les fichiers comme {name} ne sont pas acceptés ici',
  too_many: '{count} fichiers au plus à la fois',
  download: 'Télécharger {name}',
  photo: 'Photo : {name}',
  file: 'Un fichier',
}
