import { describe, expect, it } from 'vitest'
import { TextsOptions } from '../options/texts.ts'
import { textsFor } from './texts.ts'

const TEXTS = TextsOptions.parse({
  said: {
    placeholder: { de: 'Schreiben Sie uns', 'pt-BR': 'Fale conosco', en: 'Ask away' },
    rate_with: { de: 'Wie war {name}?' },
  },
})

describe("an operator's own words", () => {
  it('are those of the language that the widget speaks, and of no other', () => {
    const german = { placeholder: 'Schreiben Sie uns', rate_with: 'Wie war {name}?' }
    expect(textsFor(TEXTS, ['de-AT', 'en'], 'en')).toEqual({ locale: 'de', said: german })
    expect(textsFor(TEXTS, ['sv', 'de'], 'en')?.locale).toBe('de')
    expect(textsFor(TEXTS, ['fr', 'de'], 'en')).toBeUndefined()
    expect(textsFor(TEXTS, ['pt-PT'], 'en')?.said).toEqual({ placeholder: 'Fale conosco' })
    expect(textsFor(TEXTS, [], 'en')?.said).toEqual({ placeholder: 'Ask away' })
    expect(textsFor({ said: {} }, ['en'], 'en')).toBeUndefined()
  })

  it.each([
    ['a key that is none of them', { evil: { en: 'x' } }],
    ['a value that the text does not have', { rate_with: { en: '{agent} was how?' } }],
    ['more than a line', { placeholder: { en: 'x'.repeat(201) } }],
    ['a language that is none', { placeholder: { English: 'x' } }],
    ['what is no text', { placeholder: { en: 1 } }],
  ])('are refused with %s', (_, said) => {
    expect(TextsOptions.safeParse({ said }).success).toBe(false)
  })
})
