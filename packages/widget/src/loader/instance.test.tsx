import type { SiteSettings } from '@parley/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Api } from './api.ts'
import { createInstance } from './instance.ts'

const palette = {
  fill: '#006677',
  hover: '#025765',
  ink: '#ffffff',
  edge: '#006677',
  bubbleEdge: null,
  text: '#096474',
  tint: '#e8f7fa',
  tint2: '#d0ecf3',
  line: '#a3d0db',
}
/** A messenger that only counts what it is asked. */
const MESSENGER = `data:text/javascript,${encodeURIComponent(`
  export const mount = (frame) => {
    globalThis.calls = []
    const tell = (name) => (...args) => globalThis.calls.push([name, ...args])
    globalThis.frame = frame
    return { open: tell('open'), close: tell('close'), update: tell('update'), destroy: tell('destroy') }
  }`)}`

const settings: SiteSettings = {
  key: 'shop',
  name: 'Shop',
  side: 'right',
  theme: 'auto',
  greeting: '',
  light: palette,
  dark: palette,
  api: 'http://localhost:3000',
  messenger: MESSENGER,
  uploads: { allowed: true, maxBytes: 1000 },
  language: 'en',
}
const scope = globalThis as unknown as {
  calls?: unknown[][]
  frame?: { setUnread(count: number): void; root: ShadowRoot }
}
let api: Api | null = null

function start(): HTMLButtonElement {
  api = createInstance(settings, () => undefined)
  const host = document.body.lastElementChild
  const button = host?.shadowRoot?.querySelector('button')
  if (!button) throw new Error('no launcher')
  return button
}

afterEach(() => {
  api?.destroy()
  localStorage.clear()
  delete scope.calls
  delete scope.frame
})

describe('the launcher', () => {
  it('fetches nothing before intent, and opens the chat when it is pressed', async () => {
    const button = start()
    expect(button.getAttribute('aria-label')).toBe('Open chat')
    expect(scope.calls).toBeUndefined()
    button.click()
    await vi.waitFor(() => expect(scope.calls?.map(([name]) => name)).toContain('open'))
    expect(button.getAttribute('aria-label')).toBe('Close chat')
  })

  it('shows how much is unread', async () => {
    const button = start()
    const counts: unknown[] = []
    api?.on('unread', (count) => counts.push(count))
    api?.open()
    await vi.waitFor(() => expect(scope.frame).toBeDefined())
    scope.frame?.setUnread(120)
    expect(button.textContent).toBe('99+')
    expect(button.getAttribute('aria-description')).toBe('120 unread')
    expect(counts).toEqual([120])
  })

  it('runs queued calls by name or as functions, and nothing that is no method', () => {
    start()
    const seen: unknown[] = []
    api?.push(['hide'], (parley) => seen.push(parley), ['constructor'], ['__proto__', 1])
    expect(seen).toEqual([api])
  })

  it('R33 leaves nothing behind when it is destroyed', () => {
    const before = document.body.childElementCount
    start()
    api?.destroy()
    expect(document.body.childElementCount).toBe(before)
  })

  it('R21 works where storage throws', () => {
    const broken = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    expect(() => start()).not.toThrow()
    broken.mockRestore()
  })
})
