import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals'

/** One line of the list that opens while a word is typed. */
export type Suggestion = {
  key: string
  /** In front: an emoji, a word. */
  lead: string
  text: string
  /** How many files go along. */
  files?: number
  /** What would stand in the field; shown beside the list. */
  preview?: string
  /** Puts this in place of the word that was typed; null when choosing does something else. */
  pick(): string | null
}

/** What is suggested behind one sign. */
export type SuggestionSource = {
  sign: string
  /** Names the list. */
  label: string
  /** Letters behind the sign before anything is suggested. */
  from: number
  /** The word begins: what is needed is fetched. */
  begin(): void
  find(query: string): readonly Suggestion[]
  /** What the list says while it is empty right behind the sign; absent: then there is no list. */
  empty?: () => string
}
export type Word = { source: SuggestionSource; query: string; from: number; to: number }

const MOST = 50

/** The word with a sign in which the caret stands; null where it stands in another one. */
export function wordAt(text: string, caret: number, sources: readonly SuggestionSource[]): Word | null {
  const [, sign = '', query = ''] =
    /(?:^|[\s(])([/:@])([^\s/:@]{0,40})$/u.exec(text.slice(Math.max(0, caret - 80), caret)) ?? []
  const source = sources.find((one) => one.sign === sign)
  if (!source || query.length < source.from) return null
  return { source, query, from: caret - query.length - 1, to: caret }
}

/** What is suggested for the word that is being typed. `/` canned responses, `:` emoji; others bring their own source. */
export const SuggestionsModel = createModel((sources: readonly SuggestionSource[]) => {
  const word = signal<Word | null>(null)
  const at = signal(0)
  /** Where the word begins that nothing is wanted for. */
  let dismissed = -1
  const options = computed<readonly Suggestion[]>(() => {
    const now = word.value
    return now ? now.source.find(now.query).slice(0, MOST) : []
  })
  const empty = computed(() => (word.value?.query === '' && word.value.source.empty?.()) || null)
  const isOpen = computed(() => word.value !== null && (options.value.length > 0 || empty.value !== null))

  function close(): void {
    word.value = null
    at.value = 0
  }
  return {
    word: word as ReadonlySignal<Word | null>,
    options,
    empty,
    isOpen,
    chosen: computed(() => options.value[at.value] ?? null),
    /** The text or the caret is another now. */
    follow(text: string, caret: number) {
      const next = wordAt(text, caret, sources)
      if (next?.from !== dismissed) dismissed = -1
      if (!next || dismissed !== -1) return close()
      const before = word.peek()
      if (before?.from !== next.from || before.source !== next.source) next.source.begin()
      if (before?.query !== next.query) at.value = 0
      word.value = next
    },
    move(step: number) {
      const count = options.peek().length
      if (count > 0) at.value = (at.peek() + step + count) % count
    },
    /** Not for this word any more. */
    dismiss() {
      dismissed = word.peek()?.from ?? -1
      close()
    },
    close,
  }
})
export type SuggestionsModel = InstanceType<typeof SuggestionsModel>
