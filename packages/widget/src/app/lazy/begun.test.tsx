import type { ConversationId, OwnConversation } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import { describe, expect, it, vi } from 'vitest'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import { create } from './begun.ts'

const OLD = 'cnv_00000000000000000001' as const
const NEW = 'cnv_00000000000000000002' as const
const last = { actor: { name: 'Ada' }, text: 'May I help?' }
const own = (id: ConversationId, unread = 0) => ({ id, unread, last }) as OwnConversation
/** A message in a thread, as far as this looks at one. */
const said = (n: number | null, { mine = false, phase = n === null ? 'sending' : 'sent' } = {}) => ({
  ...{ type: 'message', n, mine, send: { phase } },
})

type Options = { id?: ConversationId | null; items?: object[]; isOpen?: boolean; listed?: OwnConversation[] | null }

/** What is on screen, and what an agent began meanwhile. */
function aChat({ id = null, items = [], isOpen = false, listed = [own(NEW, 1), own(OLD, 1)] }: Options) {
  const aHandle = (of: ConversationId | null, timeline: object[]) =>
    ({ id: signal(of), timeline: signal(timeline), myRead: signal(1), meet: vi.fn() }) as unknown as Handle
  const shown = aHandle(id, items)
  const chat = {
    ...{ handle: signal<Handle | null>(shown), own: signal<OwnConversation[] | null>(null), isOpen: signal(isOpen) },
    spoken: signal(''),
    refresh: vi.fn(async () => {
      if (!listed) throw new Error('no line')
      chat.own.value = listed
    }),
    startNew: vi.fn(() => {
      chat.handle.value = aHandle(null, [])
    }),
  }
  const tell = () => create({ t: (key) => key })({ chat } as unknown as Models, { t: 'begun', conversationId: NEW })
  return { chat, shown, tell }
}

describe('what an agent began', () => {
  it.each([false, true])('takes the place of a thread in which nothing was said (chat open: %s)', async (isOpen) => {
    const { chat, shown, tell } = aChat({ isOpen })
    await tell()
    await tell()
    expect(shown.meet).toHaveBeenCalledExactlyOnceWith(NEW)
    expect(chat.startNew).not.toHaveBeenCalled()
    expect(chat.refresh).toHaveBeenCalledOnce()
  })

  it('comes before another conversation while the chat is closed; what was read there stays read', async () => {
    const { chat, shown, tell } = aChat({ id: OLD, items: [said(1)] })
    await tell()
    expect(shown.meet).not.toHaveBeenCalled()
    expect(chat.handle.value?.meet).toHaveBeenCalledExactlyOnceWith(NEW)
    expect(chat.own.value).toEqual([own(NEW, 1), own(OLD, 0)])
  })

  it.each([
    ['while he is in another one', { id: OLD, isOpen: true }],
    ['while something of his is unsent', { id: OLD, items: [said(1), said(null, { mine: true })] }],
    ['while the first thing that he wrote is unsent', { items: [said(null, { mine: true })] }],
  ])('is said, and stands in his list alone, %s', async (_, options) => {
    const { chat, shown, tell } = aChat(options)
    await tell()
    expect([chat.handle.value, chat.own.value?.length]).toEqual([shown, 2])
    expect(chat.spoken.value).toBe('Ada: May I help?')
    expect(shown.meet).not.toHaveBeenCalled()
  })

  it.each([
    ['is not his, who is somebody else by now', [own(OLD)]],
    ['cannot be read now', null],
  ])('is left alone where it %s', async (_, listed) => {
    const { chat, shown, tell } = aChat({ listed })
    await tell()
    expect(chat.handle.value).toBe(shown)
    expect(shown.meet).not.toHaveBeenCalled()
  })
})
