import type { reasons as english } from '../en-reasons.ts'
import type { Translation } from '../texts.ts'

export const reasons: Translation<typeof english> = {
  'settings.reasons': 'Motifs',
  'reasons.lead': 'Pourquoi des conversations sont fermées. Seuls les agents le voient, et filtrent d’après cela.',
  'reasons.when': 'Demander à la fermeture',
  'reasons.when.never': 'Jamais',
  'reasons.when.offered': 'Proposer un motif',
  'reasons.when.required': 'Exiger un motif',
  'reasons.name': 'Motif {number}',
  'reasons.add': 'Ajouter un motif',
  'reasons.empty': 'Aucun motif pour l’instant.',
  'reasons.up': 'Monter {name}',
  'reasons.remove': 'Retirer {name}',
  'reasons.save': 'Enregistrer les motifs',
  'reasons.saving': 'Enregistrement',
  'reasons.saved': 'Les motifs sont enregistrés.',
  'reasons.reload': 'Afficher ce qui s’y trouve maintenant',
  'reasons.twice': 'Deux motifs portent le même nom.',
  'reasons.needs_one': 'Ajoutez d’abord un motif : sans lui, personne ne pourrait rien fermer.',
  'reasons.ask': 'Pourquoi la fermez-vous ?',
  'reasons.none_given': 'Sans motif',
  'filter.reason': 'Fermée parce que',
  'macros.does.closed_for': 'Fermer : {reason}',
}
