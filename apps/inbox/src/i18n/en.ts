import { begin } from './en-begin.ts'
import { campaigns } from './en-campaigns.ts'
import { files } from './en-files.ts'
import { forms } from './en-forms.ts'
import { hours } from './en-hours.ts'
import { inbox } from './en-inbox.ts'
import { launcher } from './en-launcher.ts'
import { look } from './en-look.ts'
import { messages } from './en-messages.ts'
import { preview } from './en-preview.ts'
import { privacy } from './en-privacy.ts'
import { settings } from './en-settings.ts'
import { site } from './en-site.ts'
import { start } from './en-start.ts'
import { texts } from './en-texts.ts'
import { visitors } from './en-visitors.ts'

/** English, and the list of every text there is. Plain, calm, from one person to another (look.md 8). */
export const en = {
  ...start,
  ...begin,
  ...campaigns,
  ...files,
  ...forms,
  ...hours,
  ...inbox,
  ...launcher,
  ...look,
  ...messages,
  ...preview,
  ...settings,
  ...site,
  ...texts,
  ...visitors,
  ...privacy,
} as const
