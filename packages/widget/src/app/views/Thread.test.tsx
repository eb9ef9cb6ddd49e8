import { computed, signal } from '@preact/signals-core'
import { render } from 'preact'
import { beforeEach, expect, it, vi } from 'vitest'
import type { MessageItem } from '../models/items.ts'
import type { Models } from '../models/models.ts'
import { Thread } from './Thread.tsx'
import { talking } from './talk.ts'

const line = vi.hoisted(() => ({ isDown: true }))
vi.mock('../ui/kit.ts', async (original) => {
  const real = await original<typeof import('../ui/kit.ts')>()
  const down = () => Promise.reject(new TypeError('the line is down'))
  const fetched: typeof real.fetched = (load) => (line.isDown ? down() : real.fetched(load))
  return { ...real, fetched }
})

const said = (text: string) =>
  ({
    ...{ type: 'message', key: text, n: null, messageId: null, kind: 'msg.new', mine: true, reactions: [] },
    actor: { type: 'visitor', id: 'vis_1' },
    body: { v: 1, type: 'text', text, attachments: [], fallback: text },
    ts: '2026-11-20T12:00:00.000Z',
    send: { phase: 'sending' },
  }) as unknown as MessageItem

/** A thread on screen, in which nothing was said yet. */
function aThread() {
  const timeline = signal<MessageItem[]>([])
  const nothing = { fold: null, hasEarlier: false, queue: null, myRead: 0, marks: [], typing: [], id: null }
  const handle = {
    ...Object.fromEntries(Object.entries(nothing).map(([name, value]) => [name, signal(value)])),
    ...{ timeline, state: signal('ready') },
  }
  const seen = { isLookedAt: true, isOpen: true, isAtEnd: true, screen: 'thread', spoken: '', trouble: 'none' }
  const models = {
    ...{ settings: { greeting: 'Hello' }, store: { consent: 'pending' }, options: signal(null), tools: signal(null) },
    adopt: () => undefined,
    chat: {
      ...Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, signal(value)])),
      ...{ handle: signal(handle), shown: timeline, connection: signal({ phase: 'waiting' }), invited: signal(null) },
    },
  } as unknown as Models
  Object.assign(models, { talk: computed(() => talking.value?.(models) ?? null) })
  const place = document.createElement('div')
  render(<Thread models={models} />, place)
  return { place, timeline, isAtEnd: models.chat.isAtEnd }
}

/** What draws messages is fetched when the first is there: it takes as long as the machine lets it. */
const shown = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

beforeEach(() => void vi.stubGlobal('PARLEY_TEXTS', '')) // the build's

it('shows bare words where what draws them does not come, and draws them once it does', async () => {
  const { place, timeline } = aThread()
  expect(place.textContent).toBe('Hello')
  timeline.value = [said('Is it in stock?')]
  await shown(() => expect(place.querySelector('.wt')?.innerHTML).toBe('<p>Is it in stock?</p>'))
  line.isDown = false
  timeline.value = [...timeline.value, said('In green?')]
  await shown(() => expect(place.querySelectorAll('.g-out .b')).toHaveLength(2))
  expect(place.textContent).toContain('Waiting to send')
})

it('names the way to the end by what is there: new messages, or the latest', async () => {
  line.isDown = false
  const { place, timeline, isAtEnd } = aThread()
  timeline.value = [said('Is it in stock?')]
  await shown(() => expect(place.querySelectorAll('.g-out .b')).toHaveLength(1))
  isAtEnd.value = false
  await shown(() => expect(place.querySelector('.fresh')?.textContent).toBe('Latest messages'))
  const answer = { ...said('It is'), n: 2, mine: false, actor: { type: 'agent', id: 'agt_1', name: 'Ines' } }
  timeline.value = [...timeline.value, answer as MessageItem]
  await shown(() => expect(place.querySelector('.fresh')?.textContent).toBe('New messages'))
})
