import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { en } from './en.ts'
import { texts as hebrew } from './he.ts'
import { texts as more } from './more/en.ts'
import { chooseLanguage, direction, fallBackOn, formats, language, t } from './translate.ts'

// What the build tells the messenger. A language's file has the name that leads to its source here.
vi.hoisted(() => Object.assign(globalThis, { PARLEY_LANGUAGES: 'he', PARLEY_TEXTS: '/../he' }))

type Said = Record<string, string>

const ENGLISH: Record<string, Said> = { '.': en, more }

const languagesIn = (folder: string) =>
  readdirSync(path.join(import.meta.dirname, folder))
    .filter((name) => /^[a-z]{2}\.ts$/.test(name) && name !== 'en.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const byKey = (texts: Said) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, placeholders(text)]))

describe('the languages beside English', () => {
  it('are the same for the messenger and for the parts fetched later', () => {
    expect(languagesIn('more')).toEqual(languagesIn('.'))
    expect(languagesIn('.').length).toBeGreaterThan(0)
  })

  it('carry nothing at first that comes later as well', () => {
    expect(Object.keys(more).filter((key) => key in en)).toEqual([])
  })

  describe.each(Object.entries(ENGLISH))('in %s', (folder, english) => {
    it.each(languagesIn(folder))('%s says every text, no other, with the same placeholders', async (tag) => {
      const { texts } = (await import(path.join(import.meta.dirname, folder, `${tag}.ts`))) as { texts: Said }
      expect(byKey(texts)).toEqual(byKey(english))
      for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).toBe(text === '' ? 'a text' : text)
    })
  })
})

/** How many there may be of what each text counts; a text that counts has its row. */
const COUNTED: Record<string, [from: number, to: number]> = {
  changes: [3, 200],
  left_chars: [0, 200],
  here_now: [0, 200],
  too_many: [1, 100],
  cards: [1, 20],
  bubble_count: [2, 200],
  queue_beyond: [100, 100],
}
/** Nouns stay as they are behind a number, whichever it is. */
const UNINFLECTED = ['tr', 'ja']
/** The one word for one and for many. */
const SAME_FOR_ALL = { de: ['left_chars'] } as Record<string, string[]>

describe('a number in a text', () => {
  it.each(['en', ...languagesIn('.')])(
    'in %s stands beside a word that is right for each there may be',
    async (tag) => {
      const load = async (file: string): Promise<Said> => {
        const { texts, en: english } = await import(path.join(import.meta.dirname, file))
        return texts ?? english
      }
      const said = { ...(await load(`${tag}.ts`)), ...(await load(`more/${tag}.ts`)) }
      const counting = Object.entries(said).filter(([, text]) => text.includes('{count}'))
      expect(counting.map(([key]) => key).sort()).toEqual(Object.keys(COUNTED).sort())
      const rules = new Intl.PluralRules(tag)
      const wrong = counting.filter(([key, text]) => {
        const [from, to] = COUNTED[key] ?? [0, 0]
        const forms = new Set(Array.from({ length: to - from + 1 }, (_, at) => rules.select(from + at)))
        const isApart = /[:：][^:]*\{count\}/.test(text)
        return forms.size > 1 && !isApart && !UNINFLECTED.includes(tag) && !SAME_FOR_ALL[tag]?.includes(key)
      })
      expect(wrong).toEqual([])
    },
  )

  it('is written as the visitor writes numbers', async () => {
    await chooseLanguage(['en'], ['en-IN'])
    expect(t('left_chars', { count: 123456 })).toBe('Characters left: 1,23,456')
    await chooseLanguage(['en'], ['en-GB'])
  })
})

describe('the language that is taken', () => {
  it.each([
    ['EN_gb', 'en-GB', 'ltr', en.send],
    ['he', 'he', 'rtl', hebrew.send],
    ['iw_IL', 'he-IL', 'rtl', hebrew.send],
  ])('reads %s as %s, so that times can be shown in it', async (said, tag, way, text) => {
    await chooseLanguage(['no tag', said], [])
    expect([language.value, formats.value, direction.value, t('send')]).toEqual([tag, tag, way, text])
  })

  it('is the one that was asked for last, in whichever order the texts come', async () => {
    vi.resetModules() // none of them is here yet
    const fresh = await import('./translate.ts')
    await Promise.all([fresh.chooseLanguage(['he'], []), fresh.chooseLanguage(['en'], [])])
    expect([fresh.language.value, fresh.direction.value, fresh.t('send')]).toEqual(['en', 'ltr', en.send])
  })

  it('is the site’s own where nothing that was asked for is spoken, and follows it', async () => {
    await chooseLanguage(['sv', 'fi'], ['sv'], 'he')
    expect([language.value, t('send')]).toEqual(['he', hebrew.send])
    fallBackOn('en')
    await vi.waitFor(() => expect([language.value, t('send')]).toEqual(['en', en.send]))
    await chooseLanguage(['he'], ['he']) // as the page asks later
    fallBackOn('en-AU')
    await chooseLanguage()
    expect(language.value).toBe('he')
    await chooseLanguage(['sv'], [])
    expect(language.value).toBe('en-AU')
  })

  it('takes the region of the visitor, however it is written', async () => {
    await chooseLanguage(['en'], ['', 'en_AU'])
    expect(formats.value).toBe('en-AU')
  })
})
