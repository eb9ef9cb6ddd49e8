import * as z from 'zod'
import { FeatureOptions } from './features.ts'
import { FileOptions } from './files.ts'
import { FormsOptions } from './forms.ts'
import { HomeOptions } from './home.ts'
import { HoursOptions } from './hours.ts'
import { LauncherOptions } from './launcher.ts'
import { LookOptions } from './look.ts'
import { PrivacyOptions } from './privacy.ts'
import { ProactiveOptions } from './proactive.ts'
import { TextsOptions } from './texts.ts'

export { FeatureOptions } from './features.ts'
export { FileOptions } from './files.ts'
export { Answers, FieldKey, FieldType, FilledForm, Form, FormField, FormsOptions, TakenForm } from './forms.ts'
export { HomeOptions } from './home.ts'
export { Availability, HourRange, HoursException, HoursOptions } from './hours.ts'
export { LauncherOptions } from './launcher.ts'
export { PrivacyOptions } from './privacy.ts'
export {
  AnsweredCampaign,
  Campaign,
  CampaignCount,
  CampaignId,
  Condition,
  ProactiveOptions,
  RunningCampaign,
  RunningCampaigns,
  SaidCampaign,
  Trigger,
} from './proactive.ts'
export { Locale, SpokenLocale, Text } from './text.ts'
export { textIn } from './text-in.ts'
export { TextsOptions } from './texts.ts'

/** What a site owner decides about a widget, a section each; a section is changed whole. */
export const SiteOptions = z.strictObject({
  look: LookOptions,
  launcher: LauncherOptions,
  home: HomeOptions,
  features: FeatureOptions,
  files: FileOptions,
  forms: FormsOptions,
  hours: HoursOptions,
  proactive: ProactiveOptions,
  privacy: PrivacyOptions,
  texts: TextsOptions,
})
export type SiteOptions = z.infer<typeof SiteOptions>
