import { describe, expect, it } from 'vitest'
import { type SuggestionSource, SuggestionsModel, wordAt } from './suggestions-model.ts'

const source = (sign: string, words: string[], more: Partial<SuggestionSource> = {}): SuggestionSource => ({
  ...{ sign, label: sign, from: 0, begin: () => undefined },
  find: (query) =>
    words
      .filter((word) => word.startsWith(query))
      .map((word) => ({ key: word, lead: word, text: word, pick: () => word })),
  ...more,
})
const SOURCES = [source('/', ['bye', 'hello', 'help']), source(':', ['smile', 'smirk'], { from: 2 })]

describe('the word under the caret', () => {
  it.each([
    ['/', 1, '/', ''],
    ['Dear /he', 8, '/', 'he'],
    ['(:smi', 5, ':', 'smi'],
    ['line\n/by', 8, '/', 'by'],
    ['/grüß', 5, '/', 'grüß'],
  ])('%j at %d is a word behind %s', (text, caret, sign, query) => {
    expect(wordAt(text, caret, SOURCES)).toMatchObject({ source: { sign }, query, to: caret })
  })
  it.each([
    ['https://x', 9],
    ['and/or', 6],
    ['10:30', 5],
    [':s', 2],
    ['/a b', 4],
    ['/he', 0],
    ['@ada', 4],
  ])('%j at %d is none', (text, caret) => expect(wordAt(text, caret, SOURCES)).toBeNull())
})

describe('suggestions', () => {
  it('follow the word, and begin again at the first one', () => {
    const model = new SuggestionsModel(SOURCES)
    model.follow('/', 1)
    model.move(1)
    expect(model.chosen.value?.key).toBe('hello')
    model.follow('/he', 3)
    expect(model.options.value.map(({ key }) => key)).toEqual(['hello', 'help'])
    model.move(-1)
    expect(model.chosen.value?.key).toBe('help')
    model.follow('/hex', 4)
    expect(model.isOpen.value).toBe(false)
  })

  it('stay away from a word that nothing is wanted for, and come back for the next', () => {
    const model = new SuggestionsModel(SOURCES)
    model.follow('/h', 2)
    model.dismiss()
    model.follow('/he', 3)
    expect(model.isOpen.value).toBe(false)
    model.follow('/he /', 5)
    expect(model.isOpen.value).toBe(true)
  })

  it('say that there is nothing right behind the sign, and nothing once a word is none of theirs', () => {
    const model = new SuggestionsModel([source('/', [], { empty: () => 'None yet' })])
    model.follow('/', 1)
    expect([model.isOpen.value, model.empty.value]).toEqual([true, 'None yet'])
    model.follow('/usr', 4)
    expect(model.isOpen.value).toBe(false)
  })
})
