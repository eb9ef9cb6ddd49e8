import { describe, expect, it } from 'vitest'
import { buildLanguages } from './languages.ts'

describe('the languages beside English', () => {
  it('are files by the name that the messenger makes of a language, each with its texts', async () => {
    const { files, define } = await buildLanguages('out')
    const version = JSON.parse(define['PARLEY_TEXTS'] ?? '')
    const tags = JSON.parse(define['PARLEY_LANGUAGES'] ?? '').split(' ')
    expect(tags).toEqual(expect.arrayContaining(['ar', 'de', 'es', 'fr']))
    const names = files.map(({ path }) => path.replace(/^.*\//, ''))
    const wanted = tags.flatMap((tag: string) => ['core', 'more'].map((part) => `${part}-${tag}-${version}.js`))
    expect(names.sort()).toEqual(wanted.sort())
    const german = files.find(({ path }) => path.includes('core-de-'))
    const { texts } = await import(`data:text/javascript,${encodeURIComponent(String(german?.contents))}`)
    expect(texts.send).toBe('Senden')
  })
})
