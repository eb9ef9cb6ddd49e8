import type { Texts } from './texts.ts'

/** The inbox as an app: new builds of it, and how it is installed. */
export const updates = {
  'update.ready': 'A new version of the inbox is ready. What you write is kept.',
  'update.take': 'Update now',
  'update.taking': 'Updating',
  'update.later': 'Later',
  'install_app.title': 'As an app',
  'install_app.what': 'The inbox in a window and with an icon of its own. It opens without a connection too.',
  'install_app.do': 'Install the inbox',
  'install_app.is': 'This is the installed app.',
  'install_app.ios': 'On iPhone and iPad: Share, then “Add to Home Screen”.',
  'install_app.menu': 'Where this browser can install it, its menu says so.',
} as const

export type UpdatesTexts = Texts<typeof updates>
