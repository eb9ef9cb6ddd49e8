import { describe, expect, it, vi } from 'vitest'
import { showPushes } from './pushes.ts'
import type { WorkerScope } from './scope.ts'

const PATH = '/c/cnv_00000000000000000001#msg_00000000000000000002'

/** The worker at `/inbox/`, with these windows open, and what it does to its browser. */
function aWorker(urls: string[] = []) {
  const listeners = new Map<string, (event: never) => void>()
  const showNotification = vi.fn(async () => undefined)
  const openWindow = vi.fn(async () => null)
  const windows = urls.map((url, i) => ({
    url: `https://chat.example${url}`,
    visibilityState: i === urls.length - 1 ? 'visible' : 'hidden',
    focus: vi.fn(async () => undefined),
    postMessage: vi.fn(),
  }))
  const scope = {
    registration: { showNotification },
    clients: { claim: async () => undefined, matchAll: async () => windows, openWindow },
    addEventListener: (type: string, listener: (event: never) => void) => listeners.set(type, listener),
  }
  showPushes(scope as unknown as WorkerScope, '/inbox/')
  const fire = async (type: string, event: object) => {
    let work: unknown
    listeners.get(type)?.({ ...event, waitUntil: (task: unknown) => (work = task) } as never)
    await work
  }
  const press = (path: unknown) =>
    fire('notificationclick', { notification: { data: { path }, close: () => undefined } })
  return { fire, press, showNotification, openWindow, windows }
}

describe('notifications of the inbox', () => {
  it('show what the server says, one in place of another of its kind in a conversation', async () => {
    const { fire, showNotification } = aWorker()
    const told = { title: 'New conversation', body: 'Vera', tag: 'waiting cnv_1', path: PATH }
    await fire('push', { data: { json: () => told } })
    expect(showNotification).toHaveBeenCalledWith('New conversation', {
      ...{ body: 'Vera', tag: 'parley waiting cnv_1', renotify: true },
      data: { path: PATH },
    })
  })

  it.each([null, { json: () => null }, { json: () => JSON.parse('x') }, { json: () => ({ title: 3, body: [] }) }])(
    'show something whatever comes',
    async (data) => {
      const { fire, showNotification } = aWorker()
      await fire('push', { data })
      expect(showNotification).toHaveBeenCalledWith('Parley', expect.objectContaining({ body: '' }))
    },
  )

  it('lead to the message, in the window that is in front, and in a new one where none is open', async () => {
    const { press, windows, openWindow } = aWorker(['/chat/demo', '/inbox/c/cnv_x', '/inbox?view=open'])
    await press(PATH)
    expect(windows.map(({ postMessage }) => postMessage.mock.calls)).toEqual([[], [], [[{ open: PATH }]]])
    expect(windows[2]?.focus).toHaveBeenCalledOnce()
    expect(openWindow).not.toHaveBeenCalled()
    const alone = aWorker(['/inbox2', '/'])
    await alone.press(PATH)
    expect(alone.openWindow).toHaveBeenCalledWith(`/inbox${PATH}`)
  })

  it.each(['https://evil.example', '//evil.example', 'javascript:alert(1)', '/c/../../x', 7, undefined])(
    'lead nowhere but into the inbox: %s',
    async (path) => {
      const { press, openWindow } = aWorker()
      await press(path)
      expect(openWindow).toHaveBeenCalledWith('/inbox')
    },
  )
})
