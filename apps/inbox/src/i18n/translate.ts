import { en } from './en.ts'
import type { MessageKey, Messages } from './messages.ts'
import type { Plural } from './texts.ts'

type Params = Record<string, string | number>

/** Locales that exist besides English, each in a chunk of its own. */
const LOADERS: Record<string, () => Promise<Messages>> = {
  de: async () => (await import('./de.ts')).de,
}
/** For the choice in the profile. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const

let messages: Messages = en
let locale = 'en'

/** The locale in use, for `Intl`: the agent's own region of the language where he has one (`en-GB`). */
export function language(): string {
  return locale
}

/** Loads the first of `wanted` that exists. Called before the first render; texts do not change while a page lives. */
export async function loadLocale(wanted: readonly string[]): Promise<void> {
  for (const tag of wanted) {
    const base = tag.split('-')[0] ?? ''
    if (base !== 'en' && !LOADERS[base]) continue
    messages = (await LOADERS[base]?.()) ?? en
    locale = tag
    return
  }
  messages = en
  locale = 'en'
}

/** The text of `key`; `{name}` is replaced by the parameter, and `count` chooses the plural. */
export function t(key: MessageKey, params: Params = {}): string {
  const found = messages[key]
  const text = typeof found === 'string' ? found : plural(found, Number(params['count'] ?? 0))
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name]))
}

function plural(forms: Plural, count: number): string {
  return new Intl.PluralRules(locale).select(count) === 'one' ? forms.one : forms.other
}

function shown(value: string | number | undefined): string {
  return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : (value ?? '')
}
