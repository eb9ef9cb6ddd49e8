import type { ChatOptions } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import { en, type Texts } from './en.ts'
import type { MoreTexts } from './more/en.ts'

/**
 * The languages beside English, and what the names of their files end in: told by the build, which finds them in this
 * folder. Imports of them all would cost every visitor their names.
 */
declare const PARLEY_LANGUAGES: string | undefined
declare const PARLEY_TEXTS: string | undefined
const OTHERS = typeof PARLEY_LANGUAGES === 'undefined' ? [] : PARLEY_LANGUAGES.split(' ')

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)/

const texts = signal<Partial<Texts & MoreTexts>>(en)
/** Other words that the page gives for some of them. */
export const words = signal<Record<string, string>>({})
/** Other words that the site's owner wrote, and their language. */
export const owned = signal<ChatOptions['texts']>(undefined)
let isMoreWanted = false
/** What was asked for last, and what is spoken where none of that is: the site's own language. */
let wanted: readonly string[] = []
let regions: readonly string[] = []
let site = 'en'
/** The language that was asked for last: one whose texts come later than those of the next is not taken. */
let asked = ''
/** The language of what `texts` has: the same again would draw all anew. */
let spoken = 'en'
/** The language of the texts, as a BCP 47 tag. */
export const language = signal('en')
/** The same for times and numbers: the visitor's own region of it. */
export const formats = signal('en')
export const direction = signal<'ltr' | 'rtl'>('ltr')

/** The text of `key`, with `{name}` replaced by `values.name`; numbers as the visitor writes them. */
export function t(key: keyof Texts | keyof MoreTexts, values: Record<string, string | number> = {}): string {
  const own = owned.value?.locale === language.value.slice(0, 2) ? owned.value?.said : undefined
  const text = words.value[key] ?? own?.[key] ?? texts.value[key] ?? ''
  // A string has no other form in another language, a number has.
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    ((values[name] ?? whole) as number).toLocaleString(formats.value),
  )
}

/** What `core` says in the language of `tag`, or `more`: the parts that are fetched when they are used. */
async function fetchTexts(part: 'core' | 'more', tag: string): Promise<Partial<Texts & MoreTexts>> {
  const locale = tag.slice(0, 2)
  const file = `./${part}-${locale}-${PARLEY_TEXTS}.js`
  return OTHERS.includes(locale) ? (await import(file)).texts : {}
}

/** The tags as `Intl` takes and writes them: `iw` is `he`, `DE_at` is `de-AT`; what is no tag is left out. */
const canonical = (tags: readonly string[]) =>
  tags.flatMap((tag) => {
    try {
      return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))
    } catch {
      return [] // a page may say anything, and `Intl` would throw at every time that is shown
    }
  })

/** Takes the first of `tags` that there are texts for, else the site's; English while it loads and where there are none. */
export async function chooseLanguage(tags = wanted, from = regions, own = site): Promise<void> {
  wanted = tags
  regions = from
  site = own
  const tag = canonical([...tags, own]).find((one) => one.startsWith('en') || OTHERS.includes(one.slice(0, 2))) ?? 'en'
  const take = (chosen: string) => {
    language.value = chosen
    formats.value = canonical(regions).find((one) => one.startsWith(chosen.slice(0, 2))) ?? chosen
    direction.value = RIGHT_TO_LEFT.test(chosen) ? 'rtl' : 'ltr'
  }
  asked = tag
  try {
    const core = await fetchTexts('core', tag)
    if (asked !== tag) return
    if (spoken !== tag) texts.value = { ...texts.peek(), ...en, ...core }
    spoken = tag
    take(tag)
    if (isMoreWanted) await loadMore()
  } catch {
    take('en') // the chunk did not come; English is built in
  }
}

/** The site's own language may be another than it was. */
export function fallBackOn(own = site): void {
  if (own !== site) void chooseLanguage(undefined, undefined, own)
}

/** Fetches what the later parts say, in English and in the language chosen. Rejects when the line is down. */
export async function loadMore(): Promise<void> {
  isMoreWanted = true
  const tag = language.peek()
  const [base, own] = await Promise.all([import('../lazy/shared.ts'), fetchTexts('more', tag)])
  if (language.peek() === tag) texts.value = { ...texts.peek(), ...base.texts, ...own }
}
