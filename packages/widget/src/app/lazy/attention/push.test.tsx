import { signal } from '@preact/signals-core'
import { describe, expect, it, vi } from 'vitest'
import type { Models } from '../../models/models.ts'
import { createPush } from './push.ts'

const KEY = 'AQID'
const PATH = '/parley-sw/demo/'

type Page = { permission?: string; file?: string | null; scope?: string | null; had?: string | null; answer?: string }

/** A page with or without the worker's file, and a browser that has subscribed for a key, or not. */
function aPage({
  permission = 'default',
  file = 'text/javascript',
  scope = null,
  had = null,
  answer = 'granted',
}: Page) {
  const subscriptionFor = (key: string) => ({
    options: { applicationServerKey: Uint8Array.from(atob(key), (one) => one.charCodeAt(0)).buffer },
    toJSON: () => ({ endpoint: `https://push.example/${key}`, expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: vi.fn(async () => {
      subscription = null
    }),
  })
  let subscription = had === null ? null : subscriptionFor(had)
  const registration = {
    scope: `https://shop.example${scope ?? PATH}`,
    active: {},
    pushManager: {
      getSubscription: async () => subscription,
      subscribe: vi.fn(async () => {
        subscription = subscriptionFor(KEY)
        return subscription
      }),
    },
  }
  const register = vi.fn(async () => registration)
  const fetch = vi.fn(
    async () => new Response(null, { status: file ? 200 : 404, headers: { 'content-type': file ?? '' } }),
  )
  const window = {
    ...{ isSecureContext: true, PushManager: {}, fetch, location: new URL('https://shop.example/tea?secret=1') },
    Notification: { permission, requestPermission: async () => answer },
    navigator: { serviceWorker: { getRegistration: async () => (scope ? registration : undefined), register } },
  }
  const call = vi.fn(async (name: string): Promise<unknown> => (name === 'getPush' ? { key: KEY } : undefined))
  const push = createPush({
    kit: { signal, t: (key: string) => key } as never,
    models: { client: { call }, settings: { key: 'demo' } } as unknown as Models,
    scope: window as never,
  })
  return { push, call, fetch, register, registration, told: () => call.mock.calls.map(([name]) => name) }
}

describe('notifications of a page', () => {
  it.each([null, 'text/html'])('are not offered where the worker’s file is %s', async (file) => {
    const { push, register } = aPage({ file })
    await push.look()
    expect(push.state.value).toBe('absent')
    expect(register).not.toHaveBeenCalled()
  })

  it('are looked for once, and ask nothing by themselves', async () => {
    const { push, fetch, told } = aPage({})
    await push.begin()
    expect(fetch).not.toHaveBeenCalled()
    await Promise.all([push.look(), push.look()])
    expect(push.state.value).toBe('off')
    expect(fetch).toHaveBeenCalledOnce()
    expect(told()).toEqual([])
  })

  it('begin under a path of their own, with the page’s address without its query', async () => {
    const { push, call, register } = aPage({})
    await push.look()
    await push.enable()
    expect(push.state.value).toBe('on')
    expect(register).toHaveBeenCalledWith('/parley-sw.js', { scope: PATH, updateViaCache: 'none' })
    expect(call).toHaveBeenLastCalledWith('addPush', {
      body: {
        endpoint: `https://push.example/${KEY}`,
        keys: { p256dh: 'p', auth: 'a' },
        text: 'push_text',
        page: 'https://shop.example/tea',
      },
    })
  })

  it('leave a worker of the page’s own alone', async () => {
    const { push, fetch } = aPage({ scope: '/' })
    await push.look()
    expect(fetch).toHaveBeenCalled()
    expect(push.state.value).toBe('off')
  })

  it('are told again on the next visit, to whoever the visitor is then', async () => {
    const { push, fetch, told } = aPage({ permission: 'granted', scope: PATH, had: KEY })
    await push.begin()
    expect(told()).toEqual(['addPush'])
    expect(push.state.value).toBe('on')
    expect(fetch).not.toHaveBeenCalled()
  })

  it('are told again when the visitor is somebody new, where they are on', async () => {
    const { push, told } = aPage({ permission: 'granted', scope: PATH, had: KEY })
    await push.follow()
    expect(told()).toEqual([])
    await push.begin()
    await push.follow()
    expect(told()).toEqual(['addPush', 'addPush'])
  })

  it('are made anew when the server has another key', async () => {
    const { push, registration } = aPage({ scope: PATH, had: 'BAUG' })
    await push.enable()
    expect(registration.pushManager.subscribe).toHaveBeenCalledWith({
      userVisibleOnly: true,
      applicationServerKey: KEY,
    })
  })

  it.each([
    ['denied', 'blocked'],
    ['default', 'off'],
  ])('an answer of %s leaves them %s', async (answer, state) => {
    const { push, told } = aPage({ answer })
    await push.enable()
    expect(push.state.value).toBe(state)
    expect(told()).toEqual([])
  })

  it('say that they failed when the server does not take them', async () => {
    const { push, call } = aPage({})
    call.mockRejectedValue(new Error('no line'))
    await push.enable()
    expect(push.state.value).toBe('failed')
  })

  it('end on the server first, then in the browser', async () => {
    const { push, told } = aPage({ permission: 'granted', scope: PATH, had: KEY })
    await push.look()
    await push.disable()
    expect(push.state.value).toBe('off')
    expect(told()).toEqual(['addPush', 'removePush'])
  })

  it('are absent where workers are refused', async () => {
    const refused = createPush({
      kit: { signal, t: (key: string) => key } as never,
      models: { client: {}, settings: { key: 'demo' } } as unknown as Models,
      scope: {
        ...{ isSecureContext: true, PushManager: {}, Notification: { permission: 'default' } },
        navigator: {
          serviceWorker: {
            getRegistration() {
              throw new DOMException('denied', 'SecurityError')
            },
          },
        },
      } as never,
    })
    await refused.look()
    expect(refused.state.value).toBe('absent')
  })
})
