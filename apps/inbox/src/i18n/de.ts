import { begin } from './de-begin.ts'
import { campaigns } from './de-campaigns.ts'
import { files } from './de-files.ts'
import { forms } from './de-forms.ts'
import { hours } from './de-hours.ts'
import { inbox } from './de-inbox.ts'
import { launcher } from './de-launcher.ts'
import { look } from './de-look.ts'
import { messages } from './de-messages.ts'
import { preview } from './de-preview.ts'
import { privacy } from './de-privacy.ts'
import { settings } from './de-settings.ts'
import { site } from './de-site.ts'
import { start } from './de-start.ts'
import { texts } from './de-texts.ts'
import { visitors } from './de-visitors.ts'
import type { Messages } from './messages.ts'

/** Deutsch. */
export const de: Messages = {
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
}
