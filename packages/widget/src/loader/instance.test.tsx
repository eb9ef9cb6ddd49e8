import type { SiteSettings } from '@parley/protocol'
import type { Parley, ParleyError } from '@parley/sdk/types'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Given } from './frame.ts'
import { createInstance } from './instance.ts'
import { createSurface } from './surface.ts'

/** What the parts do that are fetched beside the messenger, by the word that stands for `messenger` in its name. */
type Parts = Record<string, (frame: object) => unknown>
/**
 * A messenger that only counts what it is asked. Its address holds its name once, as on a server; with another word there
 * it is that part.
 */
const MESSENGER = `data:text/javascript,${encodeURIComponent(`
  const part = 'messenger'
  export const mount = (frame) => {
    globalThis.calls = []
    const tell = (name) => (...args) => globalThis.calls.push([name, ...args])
    globalThis.frame = frame
    return { open: tell('open'), close: tell('close'), update: tell('update'), destroy: tell('destroy') }
  }
  export const start = (frame) => globalThis.parts[part](frame)`)}`
const PARTS: Parts = {
  /** An SDK that says what it was asked. */
  sdk: () => ({
    async call(...call: unknown[]) {
      scope.asked ??= []
      scope.asked.push(call)
      if (call[0] === 'bad') throw new Error('bad')
      return 'done'
    },
    hear: () => undefined,
    attach: () => undefined,
  }),
  scout() {
    scope.scouts = (scope.scouts ?? 0) + 1
  },
  names() {
    scope.named = (scope.named ?? 0) + 1
  },
}

const settings: SiteSettings = {
  key: 'shop',
  rev: 'a',
  name: 'Shop',
  side: 'right',
  theme: 'auto',
  greeting: '',
  style: ':host{--brand:#006677}',
  api: 'http://localhost:3000',
  messenger: MESSENGER,
  language: 'en',
}
const scope = globalThis as unknown as {
  parts: Parts
  PARLEY_VERSION: string
  calls?: unknown[][]
  asked?: unknown[][]
  scouts?: number
  named?: number
  frame?: { setUnread(count: number): void; root: ShadowRoot }
}
let ending = new AbortController()
let api: Parley

function start({ given = {}, more = {} }: { given?: Given; more?: Partial<SiteSettings> } = {}): HTMLButtonElement {
  ending = new AbortController()
  const { signal } = ending
  const widget = { name: 'shop', signal, begin: () => undefined, api: {} as Parley }
  // The surface comes first, as on a page.
  let begin: (run: ReturnType<typeof createInstance>) => void = () => undefined
  const run = new Promise<ReturnType<typeof createInstance>>((go) => {
    begin = go
  })
  api = createSurface(run, signal, { destroy: async () => ending.abort() })
  widget.api = api
  begin(createInstance({ settings: { ...settings, ...more }, given, widget }))
  const button = document.documentElement.lastElementChild?.shadowRoot?.querySelector('button')
  if (!button) throw new Error('no launcher')
  return button
}

beforeEach(() => {
  scope.parts = { ...PARTS }
  scope.PARLEY_VERSION = '1.2.3'
})
afterEach(() => {
  ending.abort()
  vi.restoreAllMocks()
  document.documentElement.lang = ''
  localStorage.clear()
  for (const name of ['calls', 'asked', 'scouts', 'named', 'frame'] as const) delete scope[name]
})

describe('attributes of the tag', () => {
  /** How often the SDK is begun. */
  function countSdk() {
    const begun = vi.fn()
    scope.parts['sdk'] = (frame) => {
      begun()
      return PARTS['sdk']?.(frame)
    }
    return begun
  }

  it.each(['openOn', 'load', 'locale', 'theme', 'consent', 'department', 'debug', 'tags', 'events'])(
    '%s is asked of the SDK at once',
    async (name) => {
      const begun = countSdk()
      start({ given: { [name]: 'x' } })
      await vi.waitFor(() => expect(begun).toHaveBeenCalled())
    },
  )

  it('those of the launcher alone fetch nothing', async () => {
    const begun = countSdk()
    const launcher = {
      position: 'left',
      offsetX: '1',
      zIndex: '9',
      label: 'x',
      launcher: 'bubble',
      mount: '',
      cookieconsent: 'ignore',
    }
    start({ given: { site: 'shop', name: 'shop', global: 'Chat', title: 'off', ...launcher } as Given })
    await new Promise((done) => setTimeout(done, 20))
    expect(begun).not.toHaveBeenCalled()
  })
})

describe('the launcher', () => {
  it('fetches nothing before intent, and opens the chat when it is pressed', async () => {
    const button = start()
    expect(button.getAttribute('aria-label')).toBe('Open chat')
    expect(scope.calls).toBeUndefined()
    button.click()
    await vi.waitFor(() => expect(scope.calls?.map(([name]) => name)).toContain('open'))
    expect(button.getAttribute('aria-expanded')).toBe('true')
  })

  it('tells the page how much is unread', async () => {
    start()
    const counts: unknown[] = []
    addEventListener('parley:unread', (event) => counts.push((event as CustomEvent).detail.data), { once: true })
    await api.open()
    scope.frame?.setUnread(120)
    expect(counts).toEqual([120])
  })

  it.each([
    ['of the page', 'de', 'en-US', {}],
    ['of the browser, where the page says nothing', '', 'fr', {}],
    ['that the tag asks for', 'en', 'en-US', { locale: 'ja' }],
  ])('is named by a part of its own in another language, %s', async (_, page, browser, given) => {
    document.documentElement.lang = page
    vi.spyOn(navigator, 'language', 'get').mockReturnValue(browser)
    start({ given })
    await vi.waitFor(() => expect(scope.named).toBe(1))
  })

  it('needs no such part on an English page, whatever the browser says', async () => {
    document.documentElement.lang = 'en-GB'
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('de')
    start()
    await new Promise((done) => setTimeout(done, 20))
    expect(scope.named).toBeUndefined()
  })

  it('has the label of its site until the chat is open, or that of the tag', async () => {
    const button = start({ more: { launcher: { label: 'Ask us' } } })
    expect([button.dataset['label'], button.getAttribute('aria-label')]).toEqual(['Ask us', 'Ask us'])
    await api.open()
    expect(button.getAttribute('aria-expanded')).toBe('true')
    ending.abort()
    const other = start({ given: { label: 'Write us' }, more: { launcher: { label: 'Ask us' } } })
    expect(other.getAttribute('aria-label')).toBe('Write us')
  })

  it('is not there where the page opens the chat itself, and is where the tag says so', async () => {
    const none = { launcher: { launcher: 'none' as const } }
    const button = start({ more: none })
    expect(button.hidden).toBe(true)
    await api.open()
    expect(scope.calls?.map(([name]) => name)).toContain('open')
    ending.abort()
    expect(start({ given: { launcher: 'bubble' }, more: none }).hidden).toBe(false)
  })

  it('stands where the tag says, and takes nothing but numbers from it', () => {
    const { host } = start({
      given: { offsetX: '32', offsetY: '4px', zIndex: '7', position: 'left' },
    }).getRootNode() as ShadowRoot
    const text = [...((host.shadowRoot as ShadowRoot).adoptedStyleSheets[0]?.cssRules ?? [])].map(
      (rule) => rule.cssText,
    )
    expect(text.join('')).toMatch(/--x: ?32.*--z: ?7/s)
    expect(text.join('')).not.toContain('--y')
    expect((host as HTMLElement).dataset['side']).toBe('left')
  })

  it('fetches what watches the page only where there is something to watch', async () => {
    start()
    await new Promise((done) => setTimeout(done, 30))
    expect(scope.scouts).toBeUndefined()
    ending.abort()
    start({ more: { scout: { avoid: '.top' } } })
    await vi.waitFor(() => expect(scope.scouts).toBe(1))
    ending.abort()
    start({ given: { hideOn: '.menu' } })
    await vi.waitFor(() => expect(scope.scouts).toBe(2))
  })

  it('R33 leaves nothing behind when it is destroyed', () => {
    const before = document.documentElement.childElementCount
    start()
    void api.destroy()
    expect(document.documentElement.childElementCount).toBe(before)
  })

  it('R21 works where storage throws', () => {
    const broken = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    expect(() => start()).not.toThrow()
    broken.mockRestore()
  })
})

describe('the surface', () => {
  it('takes a command as a method, as a name and as a queued call, and hands on what it does not do itself', async () => {
    start()
    await Promise.all([api.prefill('one'), api('prefill', 'two')])
    api.push(['prefill', 'three'], Object.assign([], { 0: 'prefill', 1: 'four', length: 2 }))
    await vi.waitFor(() => expect(scope.asked?.length).toBe(4))
    expect(scope.asked).toEqual(['one', 'two', 'three', 'four'].map((text) => ['prefill', [text]]))
  })

  it('opens and closes without the SDK', async () => {
    start()
    await api.open()
    await api.toggle()
    await api.hide()
    expect(scope.asked).toBeUndefined()
  })

  it('calls a queued function with the widget, in a turn of its own', async () => {
    start()
    const seen: unknown[] = []
    api((parley: Parley) => seen.push(parley))
    expect(seen).toEqual([])
    await vi.waitFor(() => expect(seen).toEqual([api]))
  })

  it('gives an unsubscribe function at once', async () => {
    start()
    const fn = () => undefined
    api.on('opened', fn)()
    await vi.waitFor(() => expect(scope.asked?.length).toBe(2))
    expect(scope.asked).toEqual([
      ['on', ['opened', fn]],
      ['off', ['opened', fn]],
    ])
  })

  it('is no thenable, no command for what others look for, and has a version', async () => {
    start()
    expect(await api).toBe(api)
    expect(api.version).toBe('1.2.3')
    expect((api as unknown as { then?: unknown }).then).toBeUndefined()
    await expect((api as unknown as (name: string) => unknown)('constructor')).resolves.toBe('done') // of the SDK
    expect(String(api)).toContain('function')
  })

  it('rejects without an unhandled rejection on the page', async () => {
    start()
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    void (api as unknown as { bad(): Promise<void> }).bad()
    await expect((api as unknown as { bad(): Promise<void> }).bad()).rejects.toThrow('bad')
    await new Promise((done) => setTimeout(done, 20))
    expect(unhandled).not.toHaveBeenCalled()
    process.off('unhandledRejection', unhandled)
  })

  it('says `destroyed` to whatever comes later, and may be destroyed twice', async () => {
    start()
    await api.destroy()
    await api.destroy()
    const error = await api.open().catch((reason: ParleyError) => reason)
    expect(error).toMatchObject({ name: 'ParleyError', code: 'destroyed' })
    expect((error as ParleyError).doc).toMatch(/\/reference\/errors#destroyed$/)
  })

  it('says `load_failed` when a part cannot be fetched, and tries again at the next call', async () => {
    scope.parts['sdk'] = () => {
      throw new Error('down')
    }
    start()
    await expect(api.prefill('x')).rejects.toMatchObject({ code: 'load_failed' })
    scope.parts = { ...PARTS }
    await expect(api.prefill('y')).resolves.toBe('done')
  })
})

describe('a visitor who may have been here', () => {
  afterEach(() => vi.unstubAllGlobals())

  type Databases = () => Promise<{ name: string }[]>
  /** Begins where the origin has these databases; tells what was read of its storage, and whether the chat was fetched. */
  async function come(databases: Databases | undefined, talks: '1' | null, origin = 'https://shop.example') {
    const getItem = vi.fn(() => talks)
    vi.stubGlobal('origin', origin)
    vi.stubGlobal('indexedDB', { databases })
    vi.stubGlobal('localStorage', { getItem })
    vi.stubGlobal('requestIdleCallback', (work: () => unknown) => queueMicrotask(work))
    start()
    await new Promise((done) => setTimeout(done, 50))
    ending.abort()
    const seen = { reads: getItem.mock.calls.flat(), isFetched: scope.calls !== undefined }
    delete scope.calls
    return seen
  }
  const some = async () => [{ name: 'parley:visitor:shop' }]
  const refuses = async () => Promise.reject(new Error('SecurityError'))
  const reads = ['parley:shop:talks']
  /** Whoever is fetched is looked for once more, while it comes: the messenger then need not wait for its first look. */
  const readsOfChat = [...reads, ...reads]

  it('costs the page no look into its storage where the origin has no database', async () => {
    expect(await come(async () => [], '1')).toEqual({ reads: [], isFetched: false })
  })

  it('is looked for where it has one, and his conversation fetched', async () => {
    expect(await come(some, null)).toEqual({ reads, isFetched: false })
    expect(await come(some, '1')).toEqual({ reads: readsOfChat, isFetched: true })
  })

  it('is looked for, and databases are not, in a frame without an origin', async () => {
    const databases = vi.fn(async () => [])
    expect(await come(databases, null, 'null')).toEqual({ reads, isFetched: false })
    expect(databases).not.toHaveBeenCalled()
  })

  it('is looked for where the browser does not tell', async () => {
    expect(await come(refuses, '1')).toEqual({ reads: readsOfChat, isFetched: true })
    expect(await come(undefined, '1')).toEqual({ reads: readsOfChat, isFetched: true })
  })
})
