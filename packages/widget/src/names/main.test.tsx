import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from '../loader/frame.ts'
import { NAMES, start } from './main.ts'

const I18N = path.join(import.meta.dirname, '../app/i18n')

function name(page: string, browser: string[], more: object = {}, label = ''): [string | null, string] {
  document.documentElement.lang = page
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(browser)
  const launcher = document.createElement('button')
  if (label) launcher.dataset['label'] = label
  const { signal } = new AbortController()
  start({
    settings: { language: 'en' },
    given: {},
    messenger: null,
    widget: { signal },
    launcher,
    ...more,
  } as unknown as Frame) // all that it reads
  return [launcher.getAttribute('aria-label'), launcher.lang]
}

afterEach(() => {
  vi.restoreAllMocks()
  document.documentElement.lang = ''
})

describe("the launcher's name before the chat is there", () => {
  it('is what the chat calls it, in each of its languages', async () => {
    const tags = readdirSync(I18N).flatMap((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1] ?? [])
    expect(Object.keys(NAMES).sort()).toEqual(tags.filter((tag) => tag !== 'en').sort())
    for (const tag of Object.keys(NAMES)) {
      const { texts } = await import(path.join(I18N, `${tag}.ts`))
      expect([tag, NAMES[tag]]).toEqual([tag, texts.open])
    }
  })

  it.each([
    ['de-AT', ['fr'], {}, 'de'],
    ['', ['sv', 'iw-IL'], {}, 'he'],
    ['EN', ['ja'], { given: { locale: 'pl' } }, 'pl'],
    ['sv', ['fi'], { settings: { language: 'nl' } }, 'nl'],
  ])('on a page in “%s” for who reads %s, with %s, is in %s', (page, browser, more, lang) => {
    expect(name(page, browser, more)).toEqual([NAMES[lang], lang])
  })

  it('stays where English is wanted first, where the owner named it, and where the chat has named it', () => {
    expect(name('sv', ['en-GB', 'de'])).toEqual([null, ''])
    expect(name('de', [], {}, 'Frag uns')).toEqual([null, ''])
    expect(name('de', [], { messenger: {} })).toEqual([null, ''])
    expect(name('de', [], { widget: { signal: AbortSignal.abort() } })).toEqual([null, ''])
  })
})
