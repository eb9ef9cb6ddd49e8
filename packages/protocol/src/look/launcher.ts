import type { LauncherOptions } from '../options/launcher.ts'
import type { ProactiveOptions } from '../options/proactive.ts'
import { textIn } from '../options/text-in.ts'
import type { SiteSettings } from '../site.ts'

/** Where the launcher stands unless the owner decided otherwise; in its sheet. */
export const USUAL_PLACE = { x: 20, y: 20, zIndex: 1000 }

/** The name of each distance in the launcher's sheet. */
const VARIABLES = { x: 'x', y: 'y', zIndex: 'z' } as const

/** Where the launcher stands, as rules behind its sheet: only what is not as usual, so that the loader need not know. */
export function placeOf(options: LauncherOptions): string {
  const moved = (['x', 'y', 'zIndex'] as const)
    .filter((name) => options[name] !== USUAL_PLACE[name])
    .map((name) => `--${VARIABLES[name]}:${options[name]}!important`)
  const hidden = '@media (max-width:480px),(max-height:480px) and (pointer:coarse){.launcher{display:none}}'
  return (moved.length ? `:host{${moved.join(';')}}` : '') + (options.hideOnPhones ? hidden : '')
}

/** What else the loader is told of the launcher; nothing where all is as usual. */
export function launcherOf({ shape, label }: LauncherOptions, language: string): SiteSettings['launcher'] {
  const text = textIn(label, [language], language)
  const told = { ...(shape === 'none' && { launcher: shape }), ...(text && { label: text }) }
  return Object.keys(told).length ? told : undefined
}

/** What the launcher gives way to, what else opens the chat and what speaks first; nothing where there is nothing to look for. */
export function scoutOf(
  { opener, hideOn, avoid, avoidAny }: LauncherOptions,
  { campaigns }: ProactiveOptions,
): SiteSettings['scout'] {
  const told = {
    ...(opener.trim() && { opener }),
    ...(hideOn.trim() && { hideOn }),
    ...(avoid.trim() && { avoid }),
    ...(avoidAny && { avoidAny }),
    ...(campaigns.some(({ on }) => on) && { campaigns: true as const }),
  }
  return Object.keys(told).length ? told : undefined
}
