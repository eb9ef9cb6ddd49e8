import { en } from './en.ts'
import type { LaterMessages, MessageKey, Messages } from './messages.ts'
import type { Plural } from './texts.ts'

type Loader = { first(): Promise<Messages>; later(): Promise<LaterMessages> }
type Params = Record<string, string | number>

/** Locales that exist besides English, each in a chunk of its own. */
const LOADERS: Record<string, Loader> = {
  de: {
    first: async () => (await import('./de.ts')).de,
    later: async () => (await import('./de-later.ts')).later,
  },
}
/** For the choice in the profile. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const

let messages: Partial<Messages & LaterMessages> = en
let locale = 'en'
let hasLater = false

/** The locale in use, for `Intl`: the agent's own region of the language where he has one (`en-GB`). */
export function language(): string {
  return locale
}

/** Loads the first of `wanted` that exists. Called before the first render; texts do not change while a page lives. */
export async function loadLocale(wanted: readonly string[]): Promise<void> {
  hasLater = false
  for (const tag of wanted) {
    const base = tag.split('-')[0] ?? ''
    if (base !== 'en' && !LOADERS[base]) continue
    messages = (await LOADERS[base]?.first()) ?? en
    locale = tag
    return
  }
  messages = en
  locale = 'en'
}

/** The texts of the screens that are fetched later, in the language in use. */
export async function loadLaterTexts(): Promise<void> {
  if (hasLater) return
  const loader = LOADERS[locale.split('-')[0] ?? '']
  const texts = loader ? await loader.later() : (await import('./en-later.ts')).later
  messages = { ...messages, ...texts }
  hasLater = true
}

/** The text of `key`; `{name}` is replaced by the parameter, and `count` chooses the plural. */
export function t(key: MessageKey, params: Params = {}): string {
  const found = messages[key] ?? key // a text before its time: seen by the test that looks for such
  const text = typeof found === 'string' ? found : plural(found, Number(params['count'] ?? 0))
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name]))
}

function plural(forms: Plural, count: number): string {
  return new Intl.PluralRules(locale).select(count) === 'one' ? forms.one : forms.other
}

function shown(value: string | number | undefined): string {
  return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : (value ?? '')
}
