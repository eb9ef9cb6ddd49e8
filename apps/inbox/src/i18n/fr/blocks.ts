import type { blocks as english } from '../en-blocks.ts'
import type { Translation } from '../texts.ts'

export const blocks: Translation<typeof english> = {
  'settings.blocks': 'Blocages',
  'blocks.lead': 'Visiteurs et adresses qui ne peuvent pas entrer. Rien n’est perdu : ce qui est écrit reste.',
  'blocks.none': 'Personne n’est bloqué.',
  'blocks.cut': 'Les {count} plus récents sont affichés.',
  'blocks.by': 'Bloqué par {name}, {time}',
  'blocks.until': 'jusqu’au {time}',
  'blocks.unblock': 'Débloquer {who}',
  'blocks.not_restored': 'Le blocage n’a pas été rétabli',
  'blocks.range.title': 'Bloquer des adresses',
  'blocks.range': 'Adresse ou plage',
  'blocks.range.hint':
    'Une adresse (203.0.113.7) ou une plage (203.0.113.0/24, 2001:db8::/32). Les adresses des visiteurs ne sont pas enregistrées : le journal de votre serveur web les connaît.',
  'blocks.reason': 'Motif',
  'blocks.reason.hint': 'Pour votre équipe seulement.',
  'blocks.for': 'Pour combien de temps',
  'blocks.for.hour': 'Une heure',
  'blocks.for.day': 'Un jour',
  'blocks.for.week': 'Une semaine',
  'blocks.for.month': '30 jours',
  'blocks.for.lifted': 'Jusqu’à ce que quelqu’un débloque',
  'blocks.verb': 'Bloquer',
  'blocks.own':
    'Votre propre adresse est dans cette plage. Vous ne pourriez plus écrire comme visiteur, ni personne d’autre derrière votre ligne. La boîte vous reste ouverte.',
  'blocks.own.verb': 'Bloquer quand même',
  'blocks.refused.not_a_range': 'Ce n’est ni une adresse ni une plage d’adresses.',
  'blocks.refused.too_wide': 'Cette plage est trop large : /8 au plus, /16 en IPv6.',
  'blocks.refused.full': 'Il n’y a plus de place. Débloquez ce qui n’est plus utile.',
  'blocks.refused.other': 'Le blocage a échoué. Réessayez.',
  'blocks.dialog.title': 'Bloquer {name} ?',
  'blocks.dialog.what':
    'Les nouveaux messages et fichiers de ce visiteur sont refusés. Ce qui est écrit reste, et vous pouvez débloquer à tout moment.',
  'blocks.dialog.address':
    'Les adresses des visiteurs ne sont pas enregistrées. Celle que vous connaissez se bloque ici :',
}
