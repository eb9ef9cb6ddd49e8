import type { FunctionComponent } from 'preact'
import type { SitePageName } from '../../routes.ts'
import type { IconName } from '../../ui/icons.ts'
import { FilesPage } from './FilesPage.tsx'
import { FormsPage } from './FormsPage.tsx'
import { HomePage } from './HomePage.tsx'
import { HoursPage } from './HoursPage.tsx'
import { InstallPage } from './InstallPage.tsx'
import { LauncherPage } from './LauncherPage.tsx'
import { MessagesPage } from './MessagesPage.tsx'
import { PrivacyPage } from './PrivacyPage.tsx'
import { ProactivePage } from './ProactivePage.tsx'
import type { SitePageProps } from './SectionForm.tsx'
import { TextsPage } from './TextsPage.tsx'

/** The pages of a site that there are, in the order of the navigation. */
export const SITE_PAGE_VIEWS: { [P in SitePageName]?: { icon: IconName; View: FunctionComponent<SitePageProps> } } = {
  install: { icon: 'code', View: InstallPage },
  launcher: { icon: 'panel', View: LauncherPage },
  home: { icon: 'home', View: HomePage },
  forms: { icon: 'edit', View: FormsPage },
  hours: { icon: 'clock', View: HoursPage },
  proactive: { icon: 'bolt', View: ProactivePage },
  messages: { icon: 'chat', View: MessagesPage },
  files: { icon: 'attach', View: FilesPage },
  texts: { icon: 'edit', View: TextsPage },
  privacy: { icon: 'shield', View: PrivacyPage },
}
