import type { PreviewAsked, PreviewView } from '@parley/protocol/look'
import { createModel, signal } from '@preact/signals'

export const PREVIEW_VIEWS = ['closed', 'home', 'thread', 'prechat', 'offline'] as const satisfies PreviewView[]
type Device = 'desk' | 'phone'
/** What the frame is in CSS pixels: the widget is a sheet over the whole page under 481 pixels. */
export const FRAMES: Record<Device, { width: number; height: number }> = {
  desk: { width: 500, height: 790 },
  phone: { width: 390, height: 780 },
}
const COLOR = /^#[0-9a-f]{6}$/

/** How the preview is looked at. */
export const PreviewModel = createModel((first: PreviewView, prefersDark: boolean) => ({
  view: signal<PreviewView>(first),
  device: signal<Device>('desk'),
  isDark: signal(prefersDark),
  /** Null: the language that is being written on the page. */
  locale: signal<string | null>(null),
}))
export type PreviewModel = InstanceType<typeof PreviewModel>

type Shown = Pick<PreviewAsked, 'site' | 'words'> & { locale: string; savedColor: string }

/** What the frame is told; of a colour that is half typed the saved one. */
export function askedOf({ view, isDark, locale }: PreviewModel, shown: Shown): PreviewAsked {
  const { key, name, color, side, theme, greeting, language, options, logo } = shown.site
  return {
    ...{ parley: 'preview', view: view.value, isDark: isDark.value, words: shown.words },
    locale: locale.value ?? shown.locale,
    site: {
      ...{ key, name, side, theme, greeting, language, options, logo },
      color: COLOR.test(color) ? color : shown.savedColor,
    },
  }
}

/** Whether a message is the frame's, which has an origin of nobody. */
export function isOfFrame({ source, origin, data }: MessageEvent, frame: Window | null): boolean {
  return frame !== null && source === frame && origin === 'null' && typeof data?.parley === 'string'
}

/** What the frame says of the widget's words; of anything else nothing is taken. */
export function textsOf(told: unknown): Record<string, string> {
  const all = Object.entries(typeof told === 'object' && told ? told : {})
  return Object.fromEntries(all.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
