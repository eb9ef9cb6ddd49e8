import type { preview as english } from '../en-preview.ts'
import type { Translation } from '../texts.ts'

export const preview: Translation<typeof english> = {
  'preview.title': 'Aperçu',
  'preview.frame': 'Le widget tel que les visiteurs le verront',
  'preview.hint':
    'Le vrai widget, tel qu’il sera après l’enregistrement. Rien de ce que vous y faites n’atteint votre équipe.',
  'preview.failed': 'L’aperçu n’a pas pu être chargé.',
  'preview.desk': 'Sur un ordinateur',
  'preview.phone': 'Sur un téléphone',
  'preview.light': 'Clair',
  'preview.dark': 'Sombre',
  'preview.view': 'Afficher',
  'preview.view.closed': 'Bouton du chat',
  'preview.view.home': 'Accueil',
  'preview.view.thread': 'Conversation',
  'preview.view.prechat': 'Formulaire avant le chat',
  'preview.view.offline': 'Hors de vos horaires',
  'preview.locale': 'Langue du visiteur',
  'preview.visitor': 'Bonjour, le bleu est-il encore là ?',
  'preview.agent': 'Oui, en deux tailles. Je vous en mets un de côté ?',
  'leave.title': 'Quitter sans enregistrer ?',
  'leave.what': 'Ce que vous avez modifié sur cette page n’est pas encore enregistré.',
  'leave.keep': 'Continuer à modifier',
  'leave.discard': 'Abandonner les modifications',
}
