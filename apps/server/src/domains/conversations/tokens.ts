/** Words kept per text, and characters per word: longer ones are found by their beginning. */
const WORDS = 200
const LENGTH = 32

/**
 * The search words of a text: letters and digits of any script, folded (case, accents), each once. Scripts without spaces
 * are cut by their own rules (`Intl.Segmenter`).
 */
export function tokensOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = new Set<string>()
  for (const { segment, isWordLike } of segmenter.segment(folded)) {
    if (!isWordLike) continue
    for (const word of segment.match(/[\p{L}\p{N}]+/gu) ?? []) {
      words.add(word.slice(0, LENGTH))
      if (words.size >= WORDS) return [...words]
    }
  }
  return [...words]
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

export type Terms = { words: readonly string[]; prefix: string }

/** The condition for all `words` and one that begins with `prefix`; served by the index of tokens. */
export function withTerms({ words, prefix }: Terms) {
  // Tokens hold letters and digits alone: nothing in them is a pattern's.
  const begins = { tokens: new RegExp(`^${prefix}`) }
  return words.length === 0 ? begins : { $and: [{ tokens: { $all: [...words] } }, begins] }
}
