import type { Text } from './text.ts'

/** The text for a reader of `locales` (the first that there is), else in `fallback`, else in any; empty when there is none. */
export function textIn(text: Text, locales: readonly string[], fallback: string): string {
  const tags = [...locales, fallback].flatMap((tag) => [tag, tag.split('-')[0] ?? tag])
  const found = tags.find((tag) => text[tag])
  return (found ? text[found] : Object.values(text).find(Boolean)) ?? ''
}
