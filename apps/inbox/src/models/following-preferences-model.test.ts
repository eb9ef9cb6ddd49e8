import { ClientError, type ConnectionView } from '@parley/client'
import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { settle } from '../testing/fake-clock.ts'
import { FollowingPreferencesModel } from './following-preferences-model.ts'
import type { Toast } from './toasts-model.ts'

/** A browser's storage and its tabs, and a server that keeps what it is told. */
function aDesk(answers: Partial<Record<'getPreferences' | 'updatePreferences', (input: never) => unknown>> = {}) {
  let stored = { ...DEFAULT_PREFERENCES }
  const kept = new Map<string, string>()
  const tabs = new Set<() => void>()
  const connection = signal<ConnectionView>({ phase: 'online', transport: 'socket' })
  const toasts: Toast[] = []
  const { client, calls } = createFakeClient({
    getPreferences: () => stored,
    updatePreferences: ({ body }: { body: object }) => {
      stored = { ...stored, ...body }
      return stored
    },
    ...answers,
  })
  const open = () =>
    new FollowingPreferencesModel({
      client: { ...client, connection },
      agentId: 'agt_1',
      toasts: { show: (toast) => void toasts.push(toast) },
      env: {
        storage: () => ({
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: (key) => void kept.delete(key),
        }),
        openChannel(_, onMessage) {
          tabs.add(onMessage)
          return {
            post() {
              for (const tell of [...tabs]) if (tell !== onMessage) tell()
            },
            close: () => void tabs.delete(onMessage),
          }
        },
      },
    })
  return { open, calls, toasts, kept, connection, server: () => stored }
}

describe('preferences that follow an agent', () => {
  it('hold at once, are kept by the server, and reach the other tab', async () => {
    const desk = aDesk()
    const [here, there] = [desk.open(), desk.open()]
    await settle()
    here.set({ letterKeys: false })
    expect(here.values.value.letterKeys).toBe(false)
    await settle()
    expect(desk.server().letterKeys).toBe(false)
    expect(there.values.value.letterKeys).toBe(false)
  })

  it('that are chosen without a line go out when it is back, after a reload too', async () => {
    let isDown = true
    const desk = aDesk({
      getPreferences: () => Promise.reject(new ClientError('network', 0)), // so that the copy alone is seen
      updatePreferences: ({ body }: { body: object }) => {
        if (isDown) throw new ClientError('network', 0)
        return { ...DEFAULT_PREFERENCES, ...body }
      },
    })
    const before = desk.open()
    before.set({ letterKeys: false })
    await settle()
    before[Symbol.dispose]()
    const after = desk.open()
    expect(after.values.value.letterKeys).toBe(false)
    await settle()
    isDown = false
    desk.connection.value = { ...desk.connection.value }
    await settle()
    expect(desk.calls.at(-2)).toMatchObject({ name: 'updatePreferences', input: { body: { letterKeys: false } } })
    expect(JSON.parse([...desk.kept.values()][0] ?? '')).toMatchObject({ known: { letterKeys: false }, unsent: {} })
    expect(desk.toasts).toEqual([])
  })

  it('that the server refuses are taken back, and that is told', async () => {
    const desk = aDesk({ updatePreferences: () => Promise.reject(new ClientError('invalid_request', 400)) })
    const model = desk.open()
    model.set({ letterKeys: false })
    await settle()
    expect(model.values.value).toEqual(DEFAULT_PREFERENCES)
    expect(desk.toasts).toMatchObject([{ tone: 'problem' }])
  })

  it('keep what is chosen while an earlier change is under way', async () => {
    const waiting = Promise.withResolvers<void>()
    let stored = DEFAULT_PREFERENCES
    const desk = aDesk({
      getPreferences: () => stored,
      updatePreferences: async ({ body }: { body: object }) => {
        await waiting.promise
        stored = { ...stored, ...body }
        return stored
      },
    })
    const model = desk.open()
    await settle()
    model.set({ letterKeys: false })
    await settle()
    model.set({ keys: { close: ['Shift+e'] } })
    model.set({ letterKeys: true })
    waiting.resolve()
    await settle()
    await settle()
    expect(model.values.value).toEqual({ ...DEFAULT_PREFERENCES, letterKeys: true, keys: { close: ['Shift+e'] } })
  })

  it('leave nothing behind at the sign-out', async () => {
    const desk = aDesk()
    const model = desk.open()
    model.set({ letterKeys: false })
    await settle()
    model.forget()
    expect([...desk.kept.keys()]).toEqual([])
  })
})
