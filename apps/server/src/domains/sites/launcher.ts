import { type LauncherOptions, type SiteSettings, textIn } from '@parley/protocol'
import { DEFAULT_OPTIONS } from './options.ts'

/** The name of each distance in the launcher's sheet. */
const VARIABLES = { x: 'x', y: 'y', zIndex: 'z' } as const

/** Where the launcher stands, as rules behind its sheet: only what is not as usual, so that the loader need not know. */
export function placeOf(options: LauncherOptions): string {
  const moved = (['x', 'y', 'zIndex'] as const)
    .filter((name) => options[name] !== DEFAULT_OPTIONS.launcher[name])
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

/** What the launcher gives way to and what else opens the chat; nothing where there is nothing to look for. */
export function scoutOf({ opener, hideOn, avoid, avoidAny }: LauncherOptions): SiteSettings['scout'] {
  const told = {
    ...(opener.trim() && { opener }),
    ...(hideOn.trim() && { hideOn }),
    ...(avoid.trim() && { avoid }),
    ...(avoidAny && { avoidAny }),
  }
  return Object.keys(told).length ? told : undefined
}
