import { EMOJI } from './data.ts'

export type Group = keyof typeof EMOJI
export type Emoji = { emoji: string; name: string; words: readonly string[] }

const LETTER_A = 65
const REGIONAL_A = 0x1f1e6
const TONES = ['', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'] as const
/** 0 is the yellow one. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5

/** Every emoji by group, with names: English ones, and those of countries in `language`. */
export function listEmoji(language: string): Record<Group, Emoji[]> {
  const countries = new Intl.DisplayNames([language, 'en'], { type: 'region' })
  const { flags, ...listed } = EMOJI
  const of = (text: string) => text.split(';').map(listedOne)
  const groups = Object.entries(listed).map(([group, text]) => [group, of(text)])
  const codes = flags.match(/../g) ?? []
  return Object.fromEntries([
    ...groups,
    ['flags', codes.map((code) => one(flagOf(code), countries.of(code) ?? code, `flag ${code}`))],
  ]) as Record<Group, Emoji[]> // the groups of the data, and flags
}

function one(emoji: string, name: string, more: string): Emoji {
  return { emoji, name, words: `${name} ${more}`.toLowerCase().split(/\s+/) }
}

function listedOne(text: string): Emoji {
  const [, emoji = '', name = '', , more = ''] = /^([^a-z]+)([^|]+)(\|(.*))?$/i.exec(text) ?? []
  return one(emoji, name, more)
}

function flagOf(code: string): string {
  return String.fromCodePoint(...[...code].map((letter) => REGIONAL_A + letter.charCodeAt(0) - LETTER_A))
}

/** Those of which every word of `query` begins a word; the better known, which have more words, come first. */
export function findEmoji(groups: Record<Group, Emoji[]>, query: string, most: number): Emoji[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ words }: Emoji) => wanted.every((part) => words.some((word) => word.startsWith(part)))
  const found = Object.values(groups).flatMap((group) => group.filter(fits))
  return found.sort((a, b) => b.words.length - a.words.length).slice(0, most)
}

/** `emoji` in a skin tone, where it has any. */
export function toned(emoji: string, tone: Tone): string {
  const [first = '', ...rest] = emoji
  if (tone === 0 || !/^\p{Emoji_Modifier_Base}/u.test(emoji)) return emoji
  return first + TONES[tone] + rest.filter((part, i) => i > 0 || part !== '\u{fe0f}').join('')
}
