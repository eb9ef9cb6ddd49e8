import { signal } from '@preact/signals-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from '../../loader/frame.ts'
import type { Bubble } from '../models/attention.ts'
import type { Models } from '../models/models.ts'
import { kit } from '../ui/kit.ts'
import { type BubblePlace, create } from './bubble.ts'

describe('the bubble beside the launcher', () => {
  let root: ShadowRoot
  let isOpen = signal(false)
  let launcher: HTMLButtonElement
  let place: BubblePlace
  beforeEach(async () => {
    vi.stubGlobal('PARLEY_TEXTS', '') // the build's
    await kit.loadMore()
    root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    launcher = root.appendChild(document.createElement('button'))
    isOpen = signal(false)
    const models = { adopt: () => undefined, chat: { isOpen }, settings: { name: 'Shop' } }
    place = create(kit)(models as unknown as Models, { root, launcher } as unknown as Frame)
  })
  /** Signals draw a moment later. */
  const drawn = () => new Promise((done) => setTimeout(done))
  const card = () => root.querySelector('.bubble')
  const press = (name: string) => root.querySelector<HTMLElement>(name)?.click()
  const aBubble = (given: Partial<Bubble> = {}): Bubble => ({
    ...{ from: { id: 'agt_1', name: 'Ines' }, text: 'Hello <b>you</b>', onOpen: vi.fn(), onDismiss: vi.fn() },
    ...given,
  })

  it('tells who says what as text, and how many wait', async () => {
    expect(place.show(aBubble({ count: 2 }))).toBe(true)
    await drawn()
    expect(card()?.textContent).toContain('Ines · 2 new messages')
    expect(card()?.querySelector('.bubble-text')?.textContent).toBe('Hello <b>you</b>')
    expect(card()?.getAttribute('aria-label')).toBe('Message from Ines')
  })

  it('shows and says the words of a message without their marks, and leaves those of others alone', async () => {
    const text = 'Yes: **two days**, see [prices](https://shop.example/prices)'
    place.show(aBubble({ text }))
    await drawn()
    expect(card()?.querySelector('.bubble-text')?.textContent).toBe(text)
    place.show(aBubble({ text, isMarked: true }))
    await drawn()
    expect(card()?.querySelector('.bubble-text')?.textContent).toBe('Yes: two days, see prices')
    const region = () => root.querySelector('[role=status]')?.textContent
    await vi.waitFor(() => expect(region()).toBe('Ines: Yes: two days, see prices'))
  })

  it('is said once, politely', async () => {
    place.show(aBubble())
    const region = () => root.querySelector('[role=status]')?.textContent
    expect(region()).toBe('')
    await vi.waitFor(() => expect(region()).toBe('Ines: Hello <b>you</b>'))
  })

  it('opens by a press, and goes', async () => {
    const bubble = aBubble()
    place.show(bubble)
    await drawn()
    press('.bubble-text')
    await drawn()
    expect(bubble.onOpen).toHaveBeenCalledOnce()
    expect(card()).toBeNull()
  })

  it('is dismissed by its button and by Esc, which reaches nobody else', async () => {
    const outside = vi.fn()
    root.addEventListener('keydown', outside)
    for (const dismiss of [
      () => press('.ib'),
      () => card()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    ]) {
      const bubble = aBubble()
      place.show(bubble)
      await drawn()
      dismiss()
      await drawn()
      expect(bubble.onDismiss).toHaveBeenCalledOnce()
      expect(card()).toBeNull()
    }
    expect(outside).not.toHaveBeenCalled()
  })

  it('has at most three buttons', async () => {
    const onPress = vi.fn()
    const buttons = ['a', 'b', 'c', 'd'].map((label) => ({ label, onPress }))
    place.show(aBubble({ from: null, buttons }))
    await drawn()
    expect(card()?.querySelectorAll('.bubble-do button')).toHaveLength(3)
    expect(card()?.getAttribute('aria-label')).toBe('Message from Shop')
    press('.bubble-do button')
    await drawn()
    expect(onPress).toHaveBeenCalledOnce()
    expect(card()).toBeNull()
  })

  it('shows nothing over an open chat or without a launcher, and leaves nothing behind', () => {
    isOpen.value = true
    expect(place.show(aBubble())).toBe(false)
    isOpen.value = false
    launcher.hidden = true
    expect(place.show(aBubble())).toBe(false)
    launcher.hidden = false
    place.show(aBubble())
    place.end()
    expect(root.children).toHaveLength(1)
  })
})
