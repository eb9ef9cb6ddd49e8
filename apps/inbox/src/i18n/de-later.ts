import { announcements } from './de-announcements.ts'
import { blocks } from './de-blocks.ts'
import { campaigns } from './de-campaigns.ts'
import { canned } from './de-canned.ts'
import { chat } from './de-chat.ts'
import { contacts } from './de-contacts.ts'
import { customer } from './de-customer.ts'
import { fields } from './de-fields.ts'
import { files } from './de-files.ts'
import { filters } from './de-filters.ts'
import { forms } from './de-forms.ts'
import { hours } from './de-hours.ts'
import { imports } from './de-import.ts'
import { keys } from './de-keys.ts'
import { launcher } from './de-launcher.ts'
import { look } from './de-look.ts'
import { macros } from './de-macros.ts'
import { mergingLater } from './de-merging-later.ts'
import { notifications } from './de-notifications.ts'
import { overview } from './de-overview.ts'
import { personFiles } from './de-person-files.ts'
import { preview } from './de-preview.ts'
import { privacy } from './de-privacy.ts'
import { reasons } from './de-reasons.ts'
import { rich } from './de-rich.ts'
import { scheduled } from './de-scheduled.ts'
import { search } from './de-search.ts'
import { settings } from './de-settings.ts'
import { site } from './de-site.ts'
import { splittingLater } from './de-splitting-later.ts'
import { tagsPage } from './de-tags.ts'
import { texts } from './de-texts.ts'
import { updates } from './de-updates.ts'
import { visitors } from './de-visitors.ts'
import type { LaterMessages } from './messages.ts'

/** Deutsch, later. */
export const later: LaterMessages = {
  ...announcements,
  ...blocks,
  ...campaigns,
  ...canned,
  ...chat,
  ...contacts,
  ...customer,
  ...fields,
  ...files,
  ...filters,
  ...forms,
  ...hours,
  ...imports,
  ...keys,
  ...launcher,
  ...look,
  ...macros,
  ...mergingLater,
  ...splittingLater,
  ...notifications,
  ...overview,
  ...personFiles,
  ...preview,
  ...privacy,
  ...scheduled,
  ...search,
  ...reasons,
  ...rich,
  ...settings,
  ...site,
  ...tagsPage,
  ...texts,
  ...updates,
  ...visitors,
}
