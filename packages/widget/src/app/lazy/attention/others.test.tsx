import type { ConversationId, OwnConversation } from '@parley/protocol'
import { effect, signal } from '@preact/signals-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isNews, unreadIn } from '../../models/chat-model.ts'
import type { Handle } from '../../models/handle.ts'
import type { Models } from '../../models/models.ts'
import { createOthers } from './others.ts'

const [A, B, C] = ['cnv_0000000000000000000a', 'cnv_0000000000000000000b', 'cnv_0000000000000000000c'] as const
const own = (id: ConversationId, { unread = 0, status = 'open' } = {}) => ({ id, unread, status }) as OwnConversation
const said = (n: number | null, { mine = false, phase = 'sent' } = {}) => ({
  ...{ type: 'message', n, mine, send: { phase }, actor: { name: 'Ada' }, body: { fallback: `words ${n}` } },
})

let end: () => void = () => undefined
afterEach(() => end())

/** Turns until nothing is left to be settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A visitor who looks at conversation A, open or not; `handles` are those that are followed beside it. */
async function aChat({
  items = [said(1)] as object[],
  isOpen = true,
  listed = [own(A), own(B)] as OwnConversation[] | null,
} = {}) {
  const handles = new Map<ConversationId, ReturnType<typeof aHandle>>()
  const aHandle = (id: ConversationId, timeline: object[]) => ({
    ...{ id: signal(id), state: signal('ready'), timeline: signal(timeline), myRead: signal(1), release: vi.fn() },
  })
  const shown = aHandle(A, items)
  const chat = {
    ...{ handle: signal(shown), own: signal(listed), isOpen: signal(isOpen), spoken: signal('') },
    ...{ openOne: vi.fn(), refresh: vi.fn(async () => undefined) },
  }
  const open = vi.fn((id: ConversationId) => {
    const made = aHandle(id, [said(1)])
    handles.set(id, made)
    return made as unknown as Handle
  })
  const call = vi.fn()
  end = createOthers(
    { effect, t: (key) => key, isNews, unreadIn },
    { chat, client: { open } } as unknown as Models,
    call,
  )
  await settled()
  const answer = async (id: ConversationId, n: number) => {
    const { timeline } = handles.get(id) ?? shown
    timeline.value = [...timeline.value, said(n)]
    await settled()
  }
  return { chat, open, call, handles, shown, aHandle, answer }
}

describe('conversations that are not on screen', () => {
  it('are followed while they are open, three at most, and left when they come on screen', async () => {
    const many = ['d', 'e', 'f'].map((end) => own(`cnv_0000000000000000000${end}` as ConversationId))
    const { chat, open, handles, aHandle } = await aChat({
      listed: [own(A), own(B), own(C, { status: 'closed' }), ...many],
    })
    expect(open.mock.calls.map(([id]) => id.at(-1))).toEqual(['b', 'd', 'e'])
    chat.handle.value = aHandle(B, [])
    await settled()
    expect(handles.get(B)?.release).toHaveBeenCalledOnce()
    end()
    for (const [, { release }] of handles) expect(release).toHaveBeenCalledOnce()
  })

  it('count what is answered in them, call once for each message, and stop counting what was read elsewhere', async () => {
    const { chat, call, handles, answer } = await aChat()
    expect(call).not.toHaveBeenCalled()
    await answer(B, 2)
    await answer(B, 3)
    expect(call.mock.calls).toEqual([[`${B}:2`], [`${B}:3`]])
    expect(chat.own.value).toEqual([own(A), own(B, { unread: 2 })])
    expect(chat.spoken.value).toBe('Ada: words 3')
    expect(chat.openOne).not.toHaveBeenCalled()
    const read = handles.get(B)?.myRead
    if (read) read.value = 3
    expect(chat.own.value).toEqual([own(A), own(B)])
  })

  it('keep what the list counted until something comes: it knows of more than is loaded', async () => {
    const { chat } = await aChat({ listed: [own(A), own(B, { unread: 120 })] })
    expect(chat.own.value).toContainEqual(own(B, { unread: 120 }))
  })

  it('come on screen while the chat is closed', async () => {
    const { chat, answer } = await aChat({ isOpen: false })
    await answer(B, 2)
    expect(chat.openOne).toHaveBeenCalledExactlyOnceWith(B)
  })

  it.each([
    ['an answer', [said(1), said(2)]],
    ['something unsent', [said(1), said(null, { mine: true, phase: 'sending' })]],
  ])('leave a closed chat alone that has %s of its own', async (_, items) => {
    const { chat, call, answer } = await aChat({ isOpen: false, items })
    await answer(B, 2)
    expect(chat.openOne).not.toHaveBeenCalled()
    expect(call).toHaveBeenCalledOnce()
  })

  it('are asked for when the page led from one to another before they were listed', async () => {
    const { chat, aHandle } = await aChat({ listed: null })
    expect(chat.refresh).not.toHaveBeenCalled()
    chat.handle.value = aHandle(C, [])
    expect(chat.refresh).toHaveBeenCalledOnce()
  })
})
