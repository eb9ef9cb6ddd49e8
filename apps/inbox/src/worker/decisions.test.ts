import { describe, expect, it } from 'vitest'
import { type Build, decide, isOfBuild, outdated, pageOf } from './decisions.ts'

const ORIGIN = 'https://inbox.example'
const build: Build = { version: 'b2', base: '/inbox/', files: new Set(['main-AAAA1111.js', 'favicon.svg']) }

type Asked = Parameters<typeof decide>[0]
const asked = (path: string, more: Partial<Asked> = {}): Asked => ({
  ...{ url: new URL(path, ORIGIN).href, method: 'GET', mode: 'cors', destination: '' },
  ...more,
})
const opened = (path: string, destination: RequestDestination = 'document') =>
  decide(asked(path, { mode: 'navigate', destination }), build, ORIGIN)

describe('what the worker of the inbox answers', () => {
  it('is the page, at whichever of its addresses', () => {
    for (const path of ['/inbox', '/inbox/', '/inbox/conversations/mine?x=1', '/inbox/password#token'])
      expect({ path, ...opened(path) }).toEqual({ path, from: 'page' })
  })

  it('is a file of the build, or one of a build before it', () => {
    const file = (path: string) => decide(asked(path), build, ORIGIN)
    expect(file('/inbox/main-AAAA1111.js')).toEqual({ from: 'file', name: 'main-AAAA1111.js' })
    expect(file('/inbox/favicon.svg')).toEqual({ from: 'file', name: 'favicon.svg' })
    expect(file('/inbox/Search-BBBB2222.js')).toEqual({ from: 'file', name: 'Search-BBBB2222.js' })
  })

  it.each([
    ['what the server says of people', asked('/api/v1/conversations')],
    ['an answer of the API that is opened', asked('/api/v1/files/x', { mode: 'navigate', destination: 'document' })],
    ['what is written', asked('/inbox/main-AAAA1111.js', { method: 'POST' })],
    ['the worker itself', asked('/inbox/worker.js')],
    ['the manifest', asked('/inbox/manifest.webmanifest')],
    ['a neighbour of the path', asked('/inbox2', { mode: 'navigate', destination: 'document' })],
    ['a file of another host', asked('https://files.example/inbox/main-AAAA1111.js')],
    ['the page, asked for by a script', asked('/inbox')],
    ['the framed preview', asked('/inbox/preview', { mode: 'navigate', destination: 'iframe' })],
    ['the preview by itself', asked('/inbox/preview', { mode: 'navigate', destination: 'document' })],
    ['a file that is opened', asked('/inbox/favicon.svg', { mode: 'navigate', destination: 'document' })],
  ])('is never %s', (_, request) => {
    expect(decide(request, build, ORIGIN)).toEqual({ from: 'pass' })
  })

  it('knows where the inbox begins, also at another path', () => {
    expect(pageOf(build)).toBe('/inbox')
    expect(pageOf({ base: '/a/b/' })).toBe('/a/b')
    expect(decide(asked('/inbox'), { ...build, base: '/a/b/' }, ORIGIN)).toEqual({ from: 'pass' })
  })
})

describe('a build', () => {
  it('is not kept with the page of another', () => {
    expect(isOfBuild('<script src="/inbox/main-AAAA1111.js">', build)).toBe(true)
    expect(isOfBuild('<script src="/inbox/main-CCCC3333.js">', build)).toBe(false)
    expect(isOfBuild('the server is being restarted', build)).toBe(false)
  })

  it('goes once it is older than the one before, and what is not ours stays', () => {
    const names = ['somebody-else', 'parley-inbox-b0', 'parley-inbox-b1', 'parley-inbox-b2']
    expect(outdated(names, build)).toEqual(['parley-inbox-b0'])
    expect(outdated(['parley-inbox-b1', 'parley-inbox-b2'], build)).toEqual([])
  })
})
