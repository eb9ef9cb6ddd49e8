import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'

type Listener = (event: object) => void

/** The worker, and what it does to its browser. */
function aWorker(tabs: { url: string; focus(): void }[] = []) {
  const listeners = new Map<string, Listener>()
  const showNotification = vi.fn()
  const openWindow = vi.fn()
  const self = {
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    registration: { showNotification },
    clients: { matchAll: async () => tabs, openWindow },
  }
  runInContext(readFileSync(path.join(import.meta.dirname, 'push-worker.js'), 'utf8'), createContext({ self }))
  const fire = async (name: string, event: object) => {
    let work: unknown
    listeners.get(name)?.({ ...event, waitUntil: (promise: unknown) => (work = promise) })
    await work
  }
  const click = (page: unknown) =>
    fire('notificationclick', { notification: { data: { page }, close: () => undefined } })
  return { fire, click, showNotification, openWindow }
}

describe('the worker that shows notifications', () => {
  it('shows what it was sent, one for each conversation', async () => {
    const { fire, showNotification } = aWorker()
    const told = { title: 'Shop', body: 'New message from Ines', tag: 'cnv_1', page: 'https://shop.example/' }
    await fire('push', { data: { json: () => told } })
    expect(showNotification).toHaveBeenCalledWith('Shop', {
      ...{ body: 'New message from Ines', tag: 'parley cnv_1', renotify: true },
      data: { page: 'https://shop.example/' },
    })
  })

  it.each([undefined, null, 'text', { json: () => null }])(
    'shows something for %j too, as browsers demand',
    async (data) => {
      const { fire, showNotification } = aWorker()
      await fire('push', { data })
      expect(showNotification).toHaveBeenCalledOnce()
    },
  )

  it('leads to a tab that is open, else to a new one, and never to a script', async () => {
    const focus = vi.fn()
    await aWorker([{ url: 'https://shop.example/tea?x', focus }]).click('https://shop.example/tea')
    expect(focus).toHaveBeenCalledOnce()
    const alone = aWorker()
    await alone.click('https://shop.example/')
    expect(alone.openWindow).toHaveBeenCalledWith('https://shop.example/')
    await alone.click('javascript:alert(1)')
    expect(alone.openWindow).toHaveBeenCalledOnce()
  })
})
