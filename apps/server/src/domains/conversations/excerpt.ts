import type { Excerpt } from '@parley/protocol'
import { type Terms, tokensOf } from './tokens.ts'

/** Characters of an excerpt, and of them before the first word that was found. */
const LENGTH = 180
const BEFORE = 50

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The part of `text` with the first of the words that a search for `terms` found, and where they stand in it. */
export function excerptOf(text: string, terms: Terms): Excerpt {
  const flat = text.replace(/\s+/g, ' ').trim()
  const found = wordsIn(flat, terms)
  const from = startBefore(flat, found[0]?.[0] ?? 0)
  const to = from + LENGTH
  const [head, tail] = [from > 0 ? '…' : '', to < flat.length ? '…' : '']
  const shift = head.length - from
  return {
    text: head + cut(flat, from, to) + tail,
    marks: found.filter(([, end]) => end <= to).map(([start, end]): [number, number] => [start + shift, end + shift]),
  }
}

function wordsIn(text: string, { words, prefix }: Terms): [number, number][] {
  const isWanted = (token: string) => token.startsWith(prefix) || words.includes(token)
  const found: [number, number][] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text))
    if (isWordLike && tokensOf(segment).some(isWanted)) found.push([index, index + segment.length])
  return found
}

/** The beginning of a word, some way before the place. */
function startBefore(text: string, at: number): number {
  if (at <= BEFORE) return 0
  const space = text.indexOf(' ', at - BEFORE)
  return space === -1 || space >= at ? at : space + 1
}

/** No half of a pair at the end (N83). */
function cut(text: string, from: number, to: number): string {
  return text
    .slice(from, to)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
}
