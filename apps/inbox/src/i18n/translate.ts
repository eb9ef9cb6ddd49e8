import { en } from './en.ts'
import { numberFormat, pluralRules } from './formatters.ts'
import type { LaterMessages, MessageKey, Messages } from './messages.ts'
import type { Plural } from './texts.ts'

type Loader = { first(): Promise<Partial<Messages>>; later(): Promise<Partial<LaterMessages>> }
type Params = Record<string, string | number>

const ENGLISH: Loader = {
  first: async () => (await import('./en.ts')).en,
  later: async () => (await import('./en-later.ts')).later,
}
/** The languages, each in chunks of its own. The build puts English in for what one lacks, so that nobody fetches two. */
const LOADERS: Record<string, Loader> = {
  en: ENGLISH,
  de: {
    first: async () => (await import('./de.ts')).de,
    later: async () => (await import('./de-later.ts')).later,
  },
  es: {
    first: async () => (await import('./es/first.ts')).first,
    later: async () => (await import('./es/later.ts')).later,
  },
  fr: {
    first: async () => (await import('./fr/first.ts')).first,
    later: async () => (await import('./fr/later.ts')).later,
  },
  pt: {
    first: async () => (await import('./pt-BR/first.ts')).first,
    later: async () => (await import('./pt-BR/later.ts')).later,
  },
  ar: {
    first: async () => (await import('./ar/first.ts')).first,
    later: async () => (await import('./ar/later.ts')).later,
  },
}
/** For the choice in the profile, each in its own words. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  'pt-BR': 'Português (Brasil)',
  ar: 'العربية',
} as const
const RIGHT_TO_LEFT = /^ar\b/

let messages: Partial<Messages & LaterMessages> = en
let locale = 'en'
let hasLater = false

/** The locale in use, for `Intl`: the agent's own region of the language where he has one (`en-GB`). */
export function language(): string {
  return locale
}

/** How the language in use is written: the whole page follows it. */
export function direction(): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}

/** Loads the first of `wanted` that exists. Called before the first render; texts do not change while a page lives. */
export async function loadLocale(wanted: readonly string[]): Promise<void> {
  hasLater = false
  const tag = wanted.find((one) => LOADERS[baseOf(one)]) ?? 'en'
  try {
    messages = { ...en, ...(await LOADERS[baseOf(tag)]?.first()) }
    locale = tag
  } catch {
    messages = await ENGLISH.first() // the chunk did not come; that of English may be kept in the browser
    locale = 'en'
  }
}

/** The texts of the screens that are fetched later, in the language in use. */
export async function loadLaterTexts(): Promise<void> {
  if (hasLater) return
  messages = { ...messages, ...(await LOADERS[baseOf(locale)]?.later()) }
  hasLater = true
}

const baseOf = (tag: string) => tag.split('-')[0] ?? ''

/**
 * The text of `key`; `{name}` is replaced by the parameter, and `count` chooses the plural. Written from right to left,
 * a parameter stands between marks that keep its direction from turning what is around it (a name, an address).
 */
export function t(key: MessageKey, params: Params = {}): string {
  const found = messages[key] ?? key // a text before its time: seen by the test that looks for such
  const text = typeof found === 'string' ? found : plural(found, Number(params['count'] ?? 0))
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name]))
}

function plural(forms: Plural, count: number): string {
  return forms[pluralRules(locale).select(count)] ?? forms.other
}

function shown(value: string | number | undefined): string {
  if (typeof value === 'number') return numberFormat(locale).format(value)
  return value && direction() === 'rtl' ? `\u2068${value}\u2069` : (value ?? '')
}
