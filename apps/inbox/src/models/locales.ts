/** The languages that the widget speaks, as they are offered to write in. */
export const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja'] as const

const base = (tag: string) => tag.split('-')[0]

/** The one of them for a tag: a region of it may have been chosen elsewhere. */
export function offered(tag: string): (typeof LOCALES)[number] {
  return LOCALES.find((one) => one === tag) ?? LOCALES.find((one) => base(one) === base(tag)) ?? 'en'
}
