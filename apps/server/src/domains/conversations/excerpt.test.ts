import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

const marked = (text: string, words: string[], prefix: string) => {
  const { text: shown, marks } = excerptOf(text, { words, prefix })
  return { shown, words: marks.map(([from, to]) => shown.slice(from, to)) }
}

describe('an excerpt', () => {
  it('marks the words that were found, whatever their case and accents, and the whole word of a beginning', () => {
    expect(marked('Is the Café in Zürich open?', ['cafe'], 'zur')).toEqual({
      shown: 'Is the Café in Zürich open?',
      words: ['Café', 'Zürich'],
    })
  })

  it('shows a long text around the first of them', () => {
    const { shown, words } = marked(`${'word '.repeat(100)}needle ${'more '.repeat(100)}`, [], 'need')
    expect(words).toEqual(['needle'])
    expect(shown.startsWith('…word')).toBe(true)
    expect(shown.endsWith('…')).toBe(true)
    expect(shown.length).toBeLessThan(190)
  })

  it('of a text whose words stand elsewhere (a file’s name) is its beginning', () => {
    expect(marked('See here', [], 'invoice')).toEqual({ shown: 'See here', words: [] })
  })

  it('finds words of scripts without spaces, and cuts no pair in half', () => {
    expect(marked('今日は自転車を買いました', [], '自転車').words).toEqual(['自転車'])
    expect(excerptOf('🚲'.repeat(200), { words: [], prefix: 'x' }).text.isWellFormed()).toBe(true)
  })
})
