import type { SiteOptions } from '../options/index.ts'
import type { Palette, SiteSettings } from '../site.ts'
import { launcherOf, placeOf, scoutOf } from './launcher.ts'
import { paletteOf } from './palette.ts'
import { type Look, styleOf } from './style.ts'

/** Both themes' colours, derived from the brand's. */
export type Palettes = { light: Palette; dark: Palette }
/** What of a site its script tag is made of. */
type ShownSite = Pick<SiteSettings, 'rev' | 'key' | 'name' | 'side' | 'theme' | 'greeting' | 'language'>
type Addresses = Pick<SiteSettings, 'api' | 'messenger'> & {
  launcherSheet(shape: SiteOptions['launcher']['shape']): string
}

export function palettesOf(color: string): Palettes {
  return { light: paletteOf(color, 'light'), dark: paletteOf(color, 'dark') }
}

/** What the script tag carries of a site. */
export function settingsOf(
  { rev, key, name, side, theme, greeting, language, ...look }: ShownSite & Palettes & Pick<Look, 'logo'>,
  { look: { radius }, launcher: decided, home, forms, hours, privacy, proactive }: SiteOptions,
  { api, messenger, launcherSheet }: Addresses,
): SiteSettings {
  const launcher = launcherOf(decided, language)
  const scout = scoutOf(decided, proactive)
  return {
    ...{ rev, key, name, side, theme, greeting },
    style: styleOf({ ...look, radius }) + launcherSheet(decided.shape) + placeOf(decided),
    ...{ api, messenger, language },
    ...(privacy.consent === 'pending' && { consent: privacy.consent }),
    ...(home.on && { home: true }),
    ...((forms.preset !== 'none' || (forms.offlineOn && hours.on)) && { asks: true }),
    ...(launcher && { launcher }),
    ...(scout && { scout }),
  }
}
