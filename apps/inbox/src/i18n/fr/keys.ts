import type { keys as english } from '../en-keys.ts'
import type { Translation } from '../texts.ts'

export const keys: Translation<typeof english> = {
  'settings.keys': 'Clavier',
  'keys.lead': 'Ce que fait chaque touche, sur chaque appareil où vous travaillez.',
  'keys.search': 'Trouver une commande',
  'keys.none': 'Aucune touche',
  'keys.fixed': 'Toujours Échap',
  'keys.change': 'Changer',
  'keys.change_of': 'Changer les touches de « {name} »',
  'keys.reset': 'Touche habituelle',
  'keys.reset_of': 'Rendre à « {name} » ses touches habituelles',
  'keys.remove_of': 'Retirer les touches de « {name} »',
  'keys.reset_all': 'Toutes les touches habituelles',
  'keys.press': 'Appuyez sur des touches',
  'keys.press_for': 'Appuyez sur les touches pour « {name} »',
  'keys.how': 'Une touche, ou deux à la suite. Entrée les garde, Échap laisse tout comme avant.',
  'keys.clash': '« {name} » a ces touches et les perdrait.',
  'keys.browser': 'Votre navigateur utilise ces touches. Choisissez-en d’autres.',
  'keys.keep': 'Garder',
  'keys.take': 'Les prendre',
  'keys.kept': 'Touches changées',
  'keys.removed': 'Touches retirées',
  'keys.usual_again': 'Les touches habituelles sont de retour',
  'keys.all_usual_again': 'Toutes les touches sont de nouveau les habituelles',
}
