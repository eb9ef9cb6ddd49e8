import { forms } from './de-forms.ts'
import { hours } from './de-hours.ts'
import { inbox } from './de-inbox.ts'
import { launcher } from './de-launcher.ts'
import { messages } from './de-messages.ts'
import { privacy } from './de-privacy.ts'
import { settings } from './de-settings.ts'
import { site } from './de-site.ts'
import { start } from './de-start.ts'
import type { Messages } from './messages.ts'

/** Deutsch. */
export const de: Messages = {
  ...start,
  ...forms,
  ...hours,
  ...inbox,
  ...launcher,
  ...messages,
  ...settings,
  ...site,
  ...privacy,
}
