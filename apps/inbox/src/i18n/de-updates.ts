import type { UpdatesTexts } from './en-updates.ts'

export const updates: UpdatesTexts = {
  'update.ready': 'Eine neue Version des Posteingangs ist bereit. Was Sie schreiben, bleibt erhalten.',
  'update.take': 'Jetzt aktualisieren',
  'update.taking': 'Wird aktualisiert',
  'update.later': 'Später',
  'install_app.title': 'Als App',
  'install_app.what': 'Der Posteingang mit eigenem Fenster und Symbol. Er öffnet sich auch ohne Verbindung.',
  'install_app.do': 'Posteingang installieren',
  'install_app.is': 'Dies ist die installierte App.',
  'install_app.ios': 'Auf iPhone und iPad: Teilen, dann „Zum Home-Bildschirm“.',
  'install_app.menu': 'Wo dieser Browser das Installieren kann, steht es in seinem Menü.',
}
