import { effect, signal } from '@preact/signals-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from '../../../loader/frame.ts'
import type { Models } from '../../models/models.ts'
import { createPresence } from './presence.ts'

type Given = { live?: boolean; consent?: string; phase?: string }

let end: () => void = () => undefined

/** A chat on a page, closed; `tells` counts how often its visitor's place was told. */
function aChat({ live = true, consent = 'granted', phase = 'idle' }: Given = {}) {
  const isOpen = signal(false)
  const connection = signal({ phase })
  const start = vi.fn(() => {
    connection.value = { phase: 'connecting' }
  })
  const update = vi.fn()
  const store = { consent }
  const root = { activeElement: {} as object | null }
  const models = {
    ...{ chat: { isOpen }, client: { connection, start }, store, root },
    options: signal({ privacy: live ? { live: true } : {} }),
  }
  const frame = { messenger: { update } } as unknown as Frame
  ;({ end } = createPresence({ effect }, models as unknown as Models, frame))
  return { isOpen, start, update, store, root, frame }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  end()
  vi.useRealTimers()
  history.replaceState(null, '', '/')
})

describe('whoever opens the chat', () => {
  it('has a line once he has looked at it for a moment, where the site says so', () => {
    const { isOpen, start, update } = aChat()
    isOpen.value = true
    vi.advanceTimersByTime(1_900)
    expect(start).not.toHaveBeenCalled()
    vi.advanceTimersByTime(200)
    expect(start).toHaveBeenCalledOnce()
    expect(update).toHaveBeenCalledWith({})
    vi.advanceTimersByTime(60_000)
    expect(start).toHaveBeenCalledOnce()
  })

  it('N86 has none where the site does not say so, nor by a press too many', () => {
    const usual = aChat({ live: false })
    usual.isOpen.value = true
    vi.advanceTimersByTime(60_000)
    expect(usual.start).not.toHaveBeenCalled()
    end()
    const { isOpen, start } = aChat()
    isOpen.value = true
    vi.advanceTimersByTime(1_000)
    isOpen.value = false
    vi.advanceTimersByTime(60_000)
    expect(start).not.toHaveBeenCalled()
  })

  it.each(['pending', 'denied'])('has none while his consent is %s, and one after it', (consent) => {
    const { isOpen, start, store } = aChat({ consent })
    isOpen.value = true
    vi.advanceTimersByTime(10_000)
    expect(start).not.toHaveBeenCalled()
    store.consent = 'granted'
    vi.advanceTimersByTime(2_100)
    expect(start).toHaveBeenCalledOnce()
  })

  it('has none while nobody wants anything of a chat that a rule opened, or that always stands open', () => {
    const { isOpen, start, root } = aChat()
    root.activeElement = null
    isOpen.value = true
    vi.advanceTimersByTime(60_000)
    expect(start).not.toHaveBeenCalled()
    root.activeElement = {}
    vi.advanceTimersByTime(2_100)
    expect(start).toHaveBeenCalledOnce()
  })

  it('keeps the line that he has', () => {
    const { isOpen, start } = aChat({ phase: 'online' })
    isOpen.value = true
    vi.advanceTimersByTime(10_000)
    expect(start).not.toHaveBeenCalled()
  })
})

describe('the page he looks at', () => {
  const goTo = (path: string) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }

  it('is told when it changes, in five seconds once', () => {
    const { update } = aChat()
    vi.advanceTimersByTime(10_000)
    goTo('/tea')
    vi.advanceTimersByTime(300)
    expect(update).toHaveBeenCalledTimes(1)
    for (const path of ['/pots', '/cups', '/basket']) {
      goTo(path)
      vi.advanceTimersByTime(1_000)
    }
    expect(update).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(2_000)
    expect(update).toHaveBeenCalledTimes(2)
  })

  it('is the SDK’s to tell where there is one: a page may have paused it', () => {
    const { update, frame } = aChat()
    frame.isFollowed = true
    goTo('/tea')
    vi.advanceTimersByTime(10_000)
    expect(update).not.toHaveBeenCalled()
  })

  it('is followed no longer than the widget lives', () => {
    const { update } = aChat()
    end()
    goTo('/tea')
    vi.advanceTimersByTime(10_000)
    expect(update).not.toHaveBeenCalled()
  })
})
