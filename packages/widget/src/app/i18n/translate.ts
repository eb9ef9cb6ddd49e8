import { signal } from '@preact/signals'
import { en, type Texts } from './en.ts'

/** Loaded when the visitor's language asks for them. */
const OTHERS: Record<string, () => Promise<{ texts: Partial<Texts> }>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
}
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur'])

const texts = signal<Texts>(en)
/** The language of dates and texts, as a BCP 47 tag. */
export const language = signal('en')
export const direction = signal<'ltr' | 'rtl'>('ltr')

/** The text of `key`, with `{name}` replaced by `values.name`. */
export function t(key: keyof Texts, values: Record<string, string | number> = {}): string {
  return texts.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Takes the first of `wanted` that there are texts for; English while it loads and where there are none. */
export async function chooseLanguage(wanted: readonly string[]): Promise<void> {
  const tag = wanted.find((one) => one.startsWith('en') || OTHERS[one.slice(0, 2)]) ?? 'en'
  language.value = tag
  const other = OTHERS[tag.slice(0, 2)]
  if (!other) return
  try {
    texts.value = { ...en, ...(await other()).texts }
    direction.value = RIGHT_TO_LEFT.has(tag.slice(0, 2)) ? 'rtl' : 'ltr'
  } catch {
    language.value = 'en' // the chunk did not come; English is built in
  }
}
