import { expect, it, vi } from 'vitest'
import { createHandle, createParley } from './handle.ts'
import { load } from './load.ts'
import { fakePage, tick } from './testing.ts'
import type { ParleyError } from './types/index.ts'

const page = fakePage()
const url = 'https://chat.example.com'
let sites = 0
/** A site of its own for each test: widgets outlive them. */
const aSite = () => `site-${++sites}`

it('loads the tag of a site once, with what the script reads off it, and boots with the rest', async () => {
  const site = aSite()
  const options = { url: `${url}/`, site, launcher: 'none', offsetX: 12, locale: 'de', nonce: 'n1' } as const
  const [one, two] = await Promise.all([load(options), load({ ...options, url })])
  expect(one).toBe(two)
  const mine = page.scripts.filter(({ src }) => src.includes(site))
  expect(mine.map(({ src, nonce, async }) => ({ src, nonce, async }))).toEqual([
    { src: `${url}/s/${site}.js`, nonce: 'n1', async: true },
  ])
  expect({ ...mine[0]?.dataset }).toEqual({ launcher: 'none', offsetX: '12' })
  expect(page.widget(site)?.calls).toEqual([['boot', { locale: 'de' }]])
})

it('begins anew after a failure and after destroy()', async () => {
  const site = aSite()
  page.fail(true)
  const failure: ParleyError = await load({ url, site }).catch((error) => error)
  expect(failure).toMatchObject({ name: 'ParleyError', code: 'load_failed', method: 'load' })
  expect(failure.doc).toBe(`${url}/reference/errors#load_failed`)
  page.fail(false)
  const parley = await load({ url, site })
  await parley.destroy()
  expect(await load({ url, site })).not.toBe(parley)
  expect(page.scripts.filter(({ src }) => src.includes(site))).toHaveLength(3)
})

it.each([undefined, null, {}, { url: 'chat.example.com', site: 'x' }, { url }, { url, site: 7 }])(
  'answers %j with a typed error and throws nothing',
  async (given) => {
    const wrong = given as never
    expect(await load(wrong).catch(({ code }) => code)).toBe('invalid_argument')
    expect(
      await createParley(wrong)
        .open()
        .catch(({ code }) => code),
    ).toBe('invalid_argument')
  },
)

it('says what to change where the page takes no addresses of scripts as text', async () => {
  const made = document.createElement('script')
  Object.defineProperty(made, 'src', {
    set() {
      throw new TypeError('This document requires TrustedScriptURL assignment.')
    },
  })
  const create = vi.spyOn(document, 'createElement').mockReturnValueOnce(made)
  const failure: ParleyError = await load({ url, site: aSite() }).catch((error) => error)
  create.mockRestore()
  expect(failure).toMatchObject({ name: 'ParleyError', code: 'load_failed' })
  expect(failure.message).toContain('trusted-types')
})

it('takes every call before the script came, in order, and tells listeners how they end at once', async () => {
  const site = aSite()
  const parley = createParley({ url, site })
  const heard: unknown[] = []
  const end = parley.on('unread', (count) => heard.push(count))
  parley.on('opened', () => heard.push('opened'))
  parley.off('opened')
  parley('open')
  parley.push(['close'], (widget) => void widget.toggle())
  const sent = parley.sendMessage('hello')
  expect(parley.version).toBe('')
  await sent
  await tick()
  const widget = page.widget(site)
  expect(widget?.calls).toEqual([['off', 'opened'], ['open'], ['close'], ['sendMessage', 'hello'], ['toggle']])
  expect(parley.version).toBe('9.9.9')
  widget?.happen('unread', 2)
  end()
  widget?.happen('unread', 3)
  expect(heard).toEqual([2])
})

it('tells whoever listens to errors that the script did not come, and nobody else', async () => {
  page.fail(true)
  const parley = createParley({ url, site: aSite() })
  const heard: unknown[] = []
  parley.on('error', ({ code }) => heard.push(code))
  parley.onAny(({ type }) => heard.push(type))
  parley.once('opened', () => heard.push('opened'))
  void parley.open()
  await tick()
  page.fail(false)
  expect(heard).toEqual(['load_failed', 'error'])
})

it('tries again at the next call, and keeps who listens', async () => {
  const site = aSite()
  page.fail(true)
  const parley = createParley({ url, site })
  const heard: unknown[] = []
  parley.on('unread', (count) => heard.push(count))
  parley.on('error', ({ code }) => heard.push(code))
  expect(await parley.open().catch(({ code }) => code)).toBe('load_failed')
  await tick()
  expect(page.scripts.filter(({ src }) => src.includes(site))).toHaveLength(1)
  page.fail(false)
  await parley.open()
  await tick()
  page.widget(site)?.happen('unread', 1)
  expect(heard).toEqual(['load_failed', 1])
  expect(page.widget(site)?.calls).toEqual([['open']])
})

it('stays while somebody holds it, survives being let go and held in one task, and may be held again later', async () => {
  const site = aSite()
  const [one, two] = [createHandle({ url, site }), createHandle({ url, site })]
  one.hold()()
  const release = one.hold()
  const other = two.hold()
  await one.parley.open()
  release()
  release()
  await tick()
  expect(page.widget(site)?.calls).toEqual([['open']])
  other()
  await tick()
  expect(page.widget(site)?.calls.at(-1)).toEqual(['destroy'])
  const early = one.parley.close()
  one.hold()
  await early
  expect(page.widget(site)?.calls).toEqual([['close']])
  expect(page.scripts.filter(({ src }) => src.includes(site))).toHaveLength(2)
})
