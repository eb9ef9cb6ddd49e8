import { signal } from '@preact/signals-core'
import { en, type Texts } from './en.ts'
import type { MoreTexts } from './more/en.ts'

type Language = {
  core(): Promise<{ texts: Partial<Texts> }>
  /** What the parts say that are fetched when they are used. */
  more(): Promise<{ texts: Partial<MoreTexts> }>
}
/** Loaded when the visitor's language asks for them. */
const OTHERS: Record<string, Language> = {
  ar: { core: () => import('./ar.ts'), more: () => import('./more/ar.ts') },
  de: { core: () => import('./de.ts'), more: () => import('./more/de.ts') },
  es: { core: () => import('./es.ts'), more: () => import('./more/es.ts') },
  fr: { core: () => import('./fr.ts'), more: () => import('./more/fr.ts') },
}
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)/

const texts = signal<Partial<Texts & MoreTexts>>(en)
let isMoreWanted = false
/** The language of the texts, as a BCP 47 tag. */
export const language = signal('en')
/** The same for times and numbers: the visitor's own region of it. */
export const formats = signal('en')
export const direction = signal<'ltr' | 'rtl'>('ltr')

/** The text of `key`, with `{name}` replaced by `values.name`. */
export function t(key: keyof Texts | keyof MoreTexts, values: Record<string, string | number> = {}): string {
  const text = texts.value[key] ?? ''
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Takes the first of `wanted` that there are texts for; English while it loads and where there are none. */
export async function chooseLanguage(wanted: readonly string[], regions: readonly string[]): Promise<void> {
  const tag = wanted.find((one) => one.startsWith('en') || OTHERS[one.slice(0, 2)]) ?? 'en'
  const take = (chosen: string) => {
    language.value = chosen
    formats.value = regions.find((one) => one.startsWith(chosen.slice(0, 2))) ?? chosen
    direction.value = RIGHT_TO_LEFT.test(chosen) ? 'rtl' : 'ltr'
  }
  try {
    const { texts: core = en } = (await OTHERS[tag.slice(0, 2)]?.core()) ?? {}
    texts.value = { ...texts.peek(), ...en, ...core }
    take(tag)
    if (isMoreWanted) await loadMore()
  } catch {
    take('en') // the chunk did not come; English is built in
  }
}

/** Fetches what the later parts say, in English and in the language chosen. Rejects when the line is down. */
export async function loadMore(): Promise<void> {
  isMoreWanted = true
  const [base, own] = await Promise.all([import('./more/en.ts'), OTHERS[language.peek().slice(0, 2)]?.more()])
  texts.value = { ...texts.peek(), ...base.texts, ...own?.texts }
}
