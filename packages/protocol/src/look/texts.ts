import { isSpoken } from '../options/text-keys.ts'
import type { TextsOptions } from '../options/texts.ts'
import type { ChatOptions } from '../site.ts'

const base = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? tag

/**
 * The operator's words in the language that the widget speaks to a reader of `locales`, and in no other: words of two
 * languages do not stand side by side. Undefined where there are none.
 */
export function textsFor(
  { said }: TextsOptions,
  locales: readonly string[],
  fallback: string,
): ChatOptions['texts'] | undefined {
  const tag = [...locales, fallback].find(isSpoken) ?? 'en'
  const found = Object.entries(said).flatMap(([key, text = {}]) => {
    const near = Object.keys(text).find((locale) => base(locale) === base(tag)) ?? ''
    const words = text[tag] || text[base(tag)] || text[near]
    return words ? [[key, words] as const] : []
  })
  return found.length > 0 ? { locale: base(tag), said: Object.fromEntries(found) } : undefined
}
