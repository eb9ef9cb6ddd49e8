import type { contact as english } from '../en-contact.ts'
import type { Translation } from '../texts.ts'

export const contact: Translation<typeof english> = {
  'contact.title': 'Contact',
  'contact.name': 'Nom',
  'contact.email': 'Adresse e-mail',
  'contact.phone': 'Téléphone',
  'contact.note': 'Note',
  'contact.tag': 'Ajouter une étiquette à cette personne',
  'contact.true': 'Oui',
  'contact.false': 'Non',
  'contact.none': 'Rien',
  'contact.empty': 'Non renseigné',
  'contact.edit': 'Modifier {label} : {value}',
  'contact.add': 'Ajouter {label}',
  'contact.fixed': 'Vient de l’identité signée, et ne se modifie donc pas ici',
  'contact.invalid': 'Cela ne convient pas. Vérifiez comment c’est écrit.',
  'contact.verified': 'Vient de l’identité signée. Modifiez-le là où votre site la signe.',
  'contact.failed': 'Non enregistré. Ce que vous avez saisi est toujours là.',
  'contact.conflict': 'Quelqu’un l’a modifié entre-temps : {value}',
  'contact.keep_mine': 'Garder le mien',
  'contact.take_theirs': 'Prendre le leur',
  'problem.key_taken': 'Un autre champ a déjà cette clé.',
  'contact.save_as': 'Enregistrer comme contact',
  'contact.saved': 'Enregistré comme contact.',
  'contact.open': 'Ouvrir le contact',
}
