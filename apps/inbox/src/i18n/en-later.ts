import { announcements } from './en-announcements.ts'
import { blocks } from './en-blocks.ts'
import { campaigns } from './en-campaigns.ts'
import { canned } from './en-canned.ts'
import { chat } from './en-chat.ts'
import { contacts } from './en-contacts.ts'
import { customer } from './en-customer.ts'
import { fields } from './en-fields.ts'
import { files } from './en-files.ts'
import { filters } from './en-filters.ts'
import { forms } from './en-forms.ts'
import { hours } from './en-hours.ts'
import { imports } from './en-import.ts'
import { keys } from './en-keys.ts'
import { launcher } from './en-launcher.ts'
import { look } from './en-look.ts'
import { macros } from './en-macros.ts'
import { mergingLater } from './en-merging-later.ts'
import { notifications } from './en-notifications.ts'
import { overview } from './en-overview.ts'
import { personFiles } from './en-person-files.ts'
import { preview } from './en-preview.ts'
import { privacy } from './en-privacy.ts'
import { reasons } from './en-reasons.ts'
import { rich } from './en-rich.ts'
import { scheduled } from './en-scheduled.ts'
import { search } from './en-search.ts'
import { settings } from './en-settings.ts'
import { site } from './en-site.ts'
import { splittingLater } from './en-splitting-later.ts'
import { tagsPage } from './en-tags.ts'
import { texts } from './en-texts.ts'
import { updates } from './en-updates.ts'
import { visitors } from './en-visitors.ts'

/** English of the screens that are fetched when they are first shown (`ui/lazy.tsx`). */
export const later = {
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
} as const
