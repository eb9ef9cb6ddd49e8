import type { CannedResponse } from '@parley/protocol'
import { signal } from '@preact/signals'
import { filled, type Values } from '../format/variables.ts'
import { language, t } from '../i18n/translate.ts'
import { type CannedModel, findCanned } from './canned-model.ts'
import type { SuggestionSource } from './suggestions-model.ts'

type Canned = {
  canned: CannedModel
  values(): Values
  /** The languages that whoever reads it may want, the best first. */
  locales(): readonly string[]
  /** Puts its files beside the words. */
  attach(one: CannedResponse): void
}

/** The text of a canned response for a reader of `locales`: his language, then ours, then any. */
export function textFor({ text }: Pick<CannedResponse, 'text'>, locales: readonly string[]): string {
  const tags = locales.flatMap((tag) => [tag, tag.split('-')[0] ?? tag])
  const found = tags.find((tag) => text[tag]?.trim())
  return (found ? text[found] : Object.values(text).find((words) => words?.trim())) ?? ''
}

const EMPTY = {
  none: 'canned.loading',
  loading: 'canned.loading',
  failed: 'canned.failed',
  ready: 'canned.none',
} as const

/** `/` and a word: canned responses, with what is known filled in. */
export function cannedSource({ canned, values, locales, attach }: Canned): SuggestionSource {
  return {
    ...{ sign: '/', from: 0, begin: canned.ensure },
    label: t('canned.list'),
    empty: () => t(EMPTY[canned.state.value]),
    find: (query) =>
      findCanned(canned.all.value, query).map((one) => {
        const preview = filled(textFor(one, locales()), values())
        const pick = () => {
          canned.used(one)
          attach(one)
          return preview
        }
        return { key: one.id, lead: `/${one.shortcut}`, text: one.title, files: one.files.length, preview, pick }
      }),
  }
}

const MOST_EMOJI = 8

/** `:` and two letters of a name: emoji. Their names are fetched when they are first wanted. */
export function emojiSource(): SuggestionSource {
  const find = signal<((query: string) => { emoji: string; name: string }[]) | null>(null)
  let isAsked = false
  async function load(): Promise<void> {
    isAsked = true
    try {
      const { findEmoji, listEmoji } = await import('@parley/ui/emoji-search')
      const all = listEmoji(language())
      find.value = (query) => findEmoji(all, query.replaceAll('_', ' '), MOST_EMOJI)
    } catch {
      isAsked = false // the next word tries again
    }
  }
  return {
    ...{ sign: ':', from: 2 },
    label: t('composer.emoji'),
    begin: () => {
      if (!isAsked) void load()
    },
    find: (query) =>
      (find.value?.(query) ?? []).map(({ emoji, name }) => ({
        key: emoji,
        lead: emoji,
        text: name,
        pick: () => emoji,
      })),
  }
}
