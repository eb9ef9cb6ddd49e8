import { signal } from '@preact/signals-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { loadMore } from '../i18n/translate.ts'
import type { PushState } from '../models/attention.ts'
import type { Models } from '../models/models.ts'
import { kit } from '../ui/kit.ts'
import { create } from './queue.ts'

describe('the card of who waits', () => {
  let root: HTMLElement
  beforeEach(async () => {
    vi.stubGlobal('PARLEY_TEXTS', '') // the build's
    await loadMore()
    root = document.body.appendChild(document.createElement('div'))
  })
  /** Signals draw a moment later. */
  const drawn = () => new Promise((done) => setTimeout(done))
  const button = () => root.querySelector('button')
  const told = () => root.querySelector('.queue-told')?.textContent

  async function show({ position = 3, push = 'off' as PushState, features = {}, availability = 'online' } = {}) {
    const state = signal(push)
    const enable = vi.fn(async () => {
      state.value = 'on'
    })
    const call = vi.fn()
    const look = vi.fn(async () => undefined)
    const mute = vi.fn()
    const fold = signal({ status: 'open', assigneeId: null as string | null, assigneeName: null as string | null })
    const queue = signal<object | null>({ position, wait: { seconds: 240, from: 180, to: 360 } })
    const models = {
      adopt: () => undefined,
      store: { consent: 'granted' },
      options: signal({ features: { push: true, sound: true, ...features }, availability: { state: availability } }),
      attention: signal({ push: { state, enable, look }, call, mute }),
      chat: { handle: signal({ id: signal('cnv_1'), queue, fold }) },
    } as unknown as Models
    kit.render(kit.h(create(kit), { models }), root)
    await drawn()
    return { state, enable, call, look, mute, fold, queue }
  }

  it('tells place, wait, and that the place is kept; each step that is done is marked', async () => {
    const { queue } = await show()
    expect(root.querySelector('[role=status]')?.textContent).toBe('You are number 3 in line')
    expect(root.textContent).toContain('At this hour it takes about 3–6 minutes.')
    expect(root.textContent).toContain('Your place is kept')
    expect(root.querySelectorAll('.steps i')).toHaveLength(2)
    queue.value = { position: 2, wait: null }
    await drawn()
    expect(root.querySelectorAll('.steps .on')).toHaveLength(1)
    expect(root.textContent).not.toContain('minutes')
  })

  it.each([
    ['somebody took the conversation', { status: 'open', assigneeId: 'agt_1', assigneeName: 'Ines' }],
    ['it is closed', { status: 'closed', assigneeId: null, assigneeName: null }],
  ])('goes at once when %s, before the server says so', async (_, now) => {
    const { fold } = await show()
    fold.value = now
    await drawn()
    expect(root.querySelector('.queue')).toBeNull()
  })

  it('is not there while nobody comes because it is closed', async () => {
    await show({ availability: 'offline' })
    expect(root.querySelector('.queue')).toBeNull()
  })

  it('asks the origin for its worker only when somebody is about to press', async () => {
    const { look } = await show({ push: 'unknown' })
    expect(look).not.toHaveBeenCalled()
    button()?.dispatchEvent(new Event('focus'))
    expect(look).toHaveBeenCalled()
  })

  it('calls by notification where the page can, and once, when his turn comes', async () => {
    const { enable, call, fold, mute } = await show()
    button()?.click()
    await vi.waitFor(() => expect(told()).toMatch(/^We will notify you/))
    expect(enable).toHaveBeenCalledTimes(1)
    expect(mute).toHaveBeenCalledWith(false)
    expect(call).not.toHaveBeenCalled()
    fold.value = { status: 'open', assigneeId: 'agt_1', assigneeName: 'Ines' }
    await drawn()
    fold.value = { status: 'open', assigneeId: 'agt_2', assigneeName: 'Tomas' }
    await drawn()
    const from = { id: 'agt_1', name: 'Ines' }
    expect(call.mock.calls).toEqual([['cnv_1:turn', { from, text: 'It is your turn: Ines is here' }]])
  })

  it('calls by sound where there is no worker, and says so', async () => {
    const { enable } = await show({ push: 'absent' })
    button()?.click()
    await vi.waitFor(() => expect(told()).toMatch(/^You will hear a sound/))
    expect(enable).not.toHaveBeenCalled()
  })

  it('offers nothing that is not to be had', async () => {
    await show({ push: 'blocked', features: { sound: false } })
    expect(button()).toBeNull()
  })
})
