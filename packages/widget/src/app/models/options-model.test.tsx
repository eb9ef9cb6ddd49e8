import type { ChatOptions, FrameOf, SiteSettings } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OptionsModel } from './options-model.ts'

const HERE: ChatOptions['availability'] = { state: 'online', reopensAt: null, team: [], count: 1, replySeconds: null }
const OFFLINE: ChatOptions['availability'] = { ...HERE, state: 'offline', count: 0 }
const options = (rev: string, availability = HERE) =>
  ({ rev, availability, offline: { title: 'Leave a message' } }) as ChatOptions

function aModel() {
  const site = signal<FrameOf<'site'> | null>(null)
  const connection = signal({ phase: 'online' })
  const isLookedAt = signal(true)
  const call = vi.fn(async () => options('a'))
  const client = { site, connection, call } as never
  const model = new OptionsModel(client, { key: 'shop' } as SiteSettings, isLookedAt)
  return { model, site, connection, isLookedAt, call }
}

describe('what the site says of itself', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('follows who is there without asking, and has the form only while closed', async () => {
    const { model, site, call } = aModel()
    await model.refresh()
    expect(model.options.value).toMatchObject({ availability: { state: 'online' }, offline: null })
    site.value = { t: 'site', rev: 'a', availability: OFFLINE }
    expect(model.options.value).toMatchObject({
      availability: { state: 'offline' },
      offline: { title: 'Leave a message' },
    })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('asks again when the owner saved something, a while later, once', async () => {
    const { model, site, call } = aModel()
    await model.refresh()
    for (let count = 0; count < 5; count++) site.value = { t: 'site', rev: 'b', availability: HERE }
    expect(call).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('is silent while nobody looks', async () => {
    const { model, site, connection, isLookedAt, call } = aModel()
    await model.refresh()
    isLookedAt.value = false
    connection.value = { phase: 'idle' }
    site.value = { t: 'site', rev: 'b', availability: HERE }
    expect(vi.getTimerCount()).toBe(0)
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('without a line it asks now and then, and when it opens', async () => {
    const { model, connection, call } = aModel()
    connection.value = { phase: 'idle' }
    call.mockResolvedValue(options('a', { ...OFFLINE, reopensAt: new Date(Date.now() + 10_000).toISOString() }))
    await model.refresh()
    await vi.advanceTimersByTimeAsync(9_000)
    expect(call).toHaveBeenCalledTimes(1)
    call.mockResolvedValue(options('a'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(call).toHaveBeenCalledTimes(2)
    expect(model.options.value?.availability.state).toBe('online')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(call).toHaveBeenCalledTimes(3)
    model[Symbol.dispose]()
    expect(vi.getTimerCount()).toBe(0)
  })
})
