const RIGHT_TO_LEFT = /^(ar|he)/

/** How text of `language` runs. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr')

/** The first of `wanted` (BCP 47 tags, the preferred first) that `texts` are there for, else English, with its texts. */
export function textsFor<T>(texts: Record<string, T> & { en: T }, wanted: readonly string[]) {
  const language = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => Object.hasOwn(texts, tag)) ?? 'en'
  return { language, texts: texts[language] ?? texts.en }
}

/** The tags of an `Accept-Language` header in the order of their weights. */
export function acceptedLanguages(header: string | undefined): string[] {
  const ranges = (header ?? '').slice(0, 500).split(',')
  const weighed = ranges.flatMap((range) => {
    const [, tag = '', weight = '1'] = /^\s*([A-Za-z-]{2,35})\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/.exec(range) ?? []
    return tag ? [{ tag, weight: Number(weight) }] : []
  })
  return weighed.sort((a, b) => b.weight - a.weight).map(({ tag }) => tag)
}
