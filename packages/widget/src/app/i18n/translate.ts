import { signal } from '@preact/signals-core'
import { en, type Texts } from './en.ts'

/** Loaded when the visitor's language asks for them. */
const OTHERS: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
}
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)/

const texts = signal<Texts>(en)
/** The language of the texts, as a BCP 47 tag. */
export const language = signal('en')
/** The same for times and numbers: the visitor's own region of it. */
export const formats = signal('en')
export const direction = signal<'ltr' | 'rtl'>('ltr')

/** The text of `key`, with `{name}` replaced by `values.name`. */
export function t(key: keyof Texts, values: Record<string, string | number> = {}): string {
  return texts.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Takes the first of `wanted` that there are texts for; English while it loads and where there are none. */
export async function chooseLanguage(wanted: readonly string[], regions: readonly string[]): Promise<void> {
  const tag = wanted.find((one) => one.startsWith('en') || OTHERS[one.slice(0, 2)]) ?? 'en'
  const take = (chosen: string) => {
    language.value = chosen
    formats.value = regions.find((one) => one.startsWith(chosen.slice(0, 2))) ?? chosen
    direction.value = RIGHT_TO_LEFT.test(chosen) ? 'rtl' : 'ltr'
  }
  const other = OTHERS[tag.slice(0, 2)]
  try {
    if (other) texts.value = (await other()).texts
    take(tag)
  } catch {
    take('en') // the chunk did not come; English is built in
  }
}
