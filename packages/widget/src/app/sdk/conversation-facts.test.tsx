import { effect, signal } from '@preact/signals-core'
import { describe, expect, it, vi } from 'vitest'
import { tellConversation, tellVisitor } from './conversation-facts.ts'
import type { Own } from './own.ts'

/** A page with an open chat; `become` makes the one who looks a visitor with a conversation. */
function onPage() {
  const id = signal<string | null>(null)
  const person = { describe: vi.fn(async () => undefined), describeConversation: vi.fn(async () => undefined) }
  const asked = vi.fn(async () => person)
  const client = { session: signal(0), person: asked, isReturning: async () => id.peek() !== null }
  const chat = { models: { client, chat: { handle: signal({ id }) } }, kit: { effect } }
  const own = {
    ...{
      held: {},
      emit: vi.fn(),
      fail: (code: string) => Object.assign(new Error(code), { name: 'ParleyError', code }),
    },
    ...{ peek: () => chat, hold: (work: (at: typeof chat) => unknown) => work(chat) },
    frame: { settings: {}, widget: { signal: new AbortController().signal } },
  } as unknown as Own
  return { own, person, asked, become: () => (id.value = 'cnv_1') }
}

describe('what the page says before there is a conversation', () => {
  it('is held, and nobody becomes a visitor by it', async () => {
    const { own, asked } = onPage()
    await tellConversation(own, { fields: { order: '4711' } })
    await tellVisitor(own, { attributes: { plan: 'pro' } })
    await new Promise((done) => setTimeout(done))
    expect(asked).not.toHaveBeenCalled()
  })

  it('is told together once the conversation has an id; what was said last counts', async () => {
    const { own, person, become } = onPage()
    await tellConversation(own, { fields: { order: '4711', coupon: 'a' }, tags: { add: ['vip', 'new'], remove: [] } })
    await tellConversation(own, { fields: { coupon: null }, tags: { add: [], remove: ['new'] } })
    await tellConversation(own, { priority: 'high' })
    become()
    await vi.waitFor(() => expect(person.describeConversation).toHaveBeenCalled())
    const tags = { add: ['vip'], remove: ['new'] }
    const expected = { fields: { order: '4711', coupon: null }, tags, priority: 'high' }
    expect(person.describeConversation.mock.calls).toEqual([['cnv_1', expected]])
  })

  it('is told at once when there is a conversation; a refusal rejects, a late one is told as an event', async () => {
    const { own, person, become } = onPage()
    person.describeConversation.mockRejectedValue(Object.assign(new Error('no'), { code: 'tag_not_allowed' }))
    await tellConversation(own, { tags: { add: ['x'], remove: [] } })
    become()
    await vi.waitFor(() => expect(own.emit).toHaveBeenCalledWith('error', expect.anything()))
    await expect(tellConversation(own, { priority: 'low' })).rejects.toMatchObject({ code: 'tag_not_allowed' })
  })
})
