import { forms } from './en-forms.ts'
import { hours } from './en-hours.ts'
import { inbox } from './en-inbox.ts'
import { launcher } from './en-launcher.ts'
import { messages } from './en-messages.ts'
import { privacy } from './en-privacy.ts'
import { settings } from './en-settings.ts'
import { site } from './en-site.ts'
import { start } from './en-start.ts'

/** English, and the list of every text there is. Plain, calm, from one person to another (look.md 8). */
export const en = {
  ...start,
  ...forms,
  ...hours,
  ...inbox,
  ...launcher,
  ...messages,
  ...settings,
  ...site,
  ...privacy,
} as const
