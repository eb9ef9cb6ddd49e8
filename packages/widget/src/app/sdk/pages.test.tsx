import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followPages } from './pages.ts'

type Own = Parameters<typeof followPages>[0]

/** A page with the SDK; `told` are the addresses that its listeners heard of. */
function onPage() {
  const update = vi.fn()
  const emit = vi.fn()
  const frame = { widget: { signal: new AbortController().signal }, messenger: { update }, isFollowed: false }
  const own = { frame, held: {}, emit, hold: vi.fn() } as unknown as Own
  const told = () => emit.mock.calls.map(([, { url }]) => new URL(url).pathname)
  return { own, update, told, end: followPages(own) }
}
function goTo(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
  vi.runAllTimers()
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  history.replaceState(null, '', '/')
})

describe('pages that the SDK follows', () => {
  it('are told to listeners and agents, without what follows a question mark, and by nobody else', () => {
    const { own, update, told, end } = onPage()
    goTo('/tea?token=sesame')
    expect(told()).toEqual(['/tea'])
    expect(JSON.stringify(own.held)).not.toContain('sesame')
    expect(update).toHaveBeenCalledOnce()
    expect(own.frame.isFollowed).toBe(true)
    end()
  })

  it('are not told while the page has paused that', () => {
    const { own, update, told, end } = onPage()
    own.held.isPaused = true
    goTo('/secret')
    expect([told(), update.mock.calls]).toEqual([[], []])
    end()
  })
})
