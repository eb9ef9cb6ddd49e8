import type { LaterMessages } from '../messages.ts'
import { announcements } from './announcements.ts'
import { blocks } from './blocks.ts'
import { campaigns } from './campaigns.ts'
import { canned } from './canned.ts'
import { chat } from './chat.ts'
import { contacts } from './contacts.ts'
import { customer } from './customer.ts'
import { fields } from './fields.ts'
import { files } from './files.ts'
import { filters } from './filters.ts'
import { forms } from './forms.ts'
import { hours } from './hours.ts'
import { imports } from './import.ts'
import { keys } from './keys.ts'
import { launcher } from './launcher.ts'
import { look } from './look.ts'
import { macros } from './macros.ts'
import { mergingLater } from './merging-later.ts'
import { notifications } from './notifications.ts'
import { overview } from './overview.ts'
import { personFiles } from './person-files.ts'
import { preview } from './preview.ts'
import { privacy } from './privacy.ts'
import { reasons } from './reasons.ts'
import { rich } from './rich.ts'
import { scheduled } from './scheduled.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { site } from './site.ts'
import { splittingLater } from './splitting-later.ts'
import { tagsPage } from './tags.ts'
import { texts } from './texts.ts'
import { updates } from './updates.ts'
import { visitors } from './visitors.ts'

/** Português (Brasil), later. */
export const later: Partial<LaterMessages> = {
  ...announcements,
  ...blocks,
  ...campaigns,
  ...canned,
  ...contacts,
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
  ...notifications,
  ...overview,
  ...personFiles,
  ...preview,
  ...privacy,
  ...reasons,
  ...rich,
  ...search,
  ...settings,
  ...site,
  ...tagsPage,
  ...texts,
  ...visitors,
  ...chat,
  ...customer,
  ...updates,
  ...scheduled,
  ...mergingLater,
  ...splittingLater,
}
