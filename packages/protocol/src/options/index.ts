import * as z from 'zod'
import { FeatureOptions } from './features.ts'
import { FormsOptions } from './forms.ts'
import { HomeOptions } from './home.ts'
import { HoursOptions } from './hours.ts'
import { LauncherOptions } from './launcher.ts'
import { PrivacyOptions } from './privacy.ts'
import { ProactiveOptions } from './proactive.ts'

export { FeatureOptions } from './features.ts'
export { Answers, FieldKey, FieldType, FilledForm, Form, FormField, FormsOptions, TakenForm } from './forms.ts'
export { HomeOptions } from './home.ts'
export { Availability, HourRange, HoursException, HoursOptions } from './hours.ts'
export { LauncherOptions } from './launcher.ts'
export { PrivacyOptions } from './privacy.ts'
export { Campaign, Condition, ProactiveOptions, Trigger } from './proactive.ts'
export { Locale, Text, textIn } from './text.ts'

/** What a site owner decides about a widget, a section each; a section is changed whole. */
export const SiteOptions = z.strictObject({
  launcher: LauncherOptions,
  home: HomeOptions,
  features: FeatureOptions,
  forms: FormsOptions,
  hours: HoursOptions,
  proactive: ProactiveOptions,
  privacy: PrivacyOptions,
})
export type SiteOptions = z.infer<typeof SiteOptions>
