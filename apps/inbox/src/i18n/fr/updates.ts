import type { updates as english } from '../en-updates.ts'
import type { Translation } from '../texts.ts'

export const updates: Translation<typeof english> = {
  'update.ready': 'Une nouvelle version de la boîte est prête. Ce que vous écrivez est conservé.',
  'update.take': 'Mettre à jour',
  'update.taking': 'Mise à jour',
  'update.later': 'Plus tard',
  'install_app.title': 'Comme application',
  'install_app.what': 'La boîte dans sa propre fenêtre, avec sa propre icône. Elle s’ouvre aussi sans connexion.',
  'install_app.do': 'Installer la boîte',
  'install_app.is': 'Ceci est l’application installée.',
  'install_app.ios': 'Sur iPhone et iPad : Partager, puis « Sur l’écran d’accueil ».',
  'install_app.menu': 'Là où ce navigateur peut l’installer, son menu le dit.',
}
