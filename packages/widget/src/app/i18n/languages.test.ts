import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { en } from './en.ts'
import { texts as hebrew } from './he.ts'
import { texts as more } from './more/en.ts'
import { chooseLanguage, direction, formats, language, t } from './translate.ts'

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

  describe.each(Object.entries(ENGLISH))('in %s', (folder, english) => {
    it.each(languagesIn(folder))('%s says every text, no other, with the same placeholders', async (tag) => {
      const { texts } = (await import(path.join(import.meta.dirname, folder, `${tag}.ts`))) as { texts: Said }
      expect(byKey(texts)).toEqual(byKey(english))
      for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).toBe(text === '' ? 'a text' : text)
    })
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

  it('takes the region of the visitor, however it is written', async () => {
    await chooseLanguage(['en'], ['', 'en_AU'])
    expect(formats.value).toBe('en-AU')
  })
})
