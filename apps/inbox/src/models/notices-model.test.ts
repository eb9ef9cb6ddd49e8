import type { ConversationId, Notice } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { at, idOf } from '../testing/records.ts'
import { NoticesModel } from './notices-model.ts'

const aNotice = (n: number, change: Partial<Notice> = {}): Notice => ({
  id: `ntc_${String(n).padStart(20, '0')}`,
  kind: 'message',
  conversationId: idOf(n),
  messageId: null,
  by: null,
  visitor: `Visitor ${n}`,
  at: at(n),
  isRead: false,
  ...change,
})

async function aModel(answers: object) {
  const fake = createFakeClient(answers)
  const timers = createFakeClock()
  const toasts: string[] = []
  const isAttended = signal(false)
  const openId = signal<ConversationId | null>(null)
  const model = new NoticesModel({
    ...{ client: fake.client, timers, isAttended, openId },
    toasts: { show: ({ text }) => void toasts.push(text) },
  })
  onTestFinished(() => model[Symbol.dispose]())
  await settle()
  return { ...fake, model, timers, toasts, isAttended, openId }
}

describe('what an agent was told of', () => {
  it('is read again when the server says so, and grows page by page', async () => {
    let stored = [aNotice(2), aNotice(1)]
    const listNotices = ({ query: { before = '~' } }: { query: { before?: string } }) => {
      const older = stored.filter(({ id }) => id < before)
      return { notices: older.slice(0, 2), unread: stored.length, hasMore: older.length > 2 }
    }
    const { model, notice, timers } = await aModel({ listNotices })
    expect(model.notices.value.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
    stored = [aNotice(4), aNotice(3), ...stored]
    notice()
    await timers.advance(400)
    expect(model.unread.value).toBe(4)
    model.loadMore()
    model.loadMore()
    await settle()
    expect(model.notices.value).toEqual(stored)
    expect(model.hasMore.value).toBe(false)
  })

  it('is read where its conversation is looked at, and nowhere else', async () => {
    const marked: unknown[] = []
    const { model, openId, isAttended } = await aModel({
      listNotices: () => ({ notices: [aNotice(2), aNotice(1)], unread: 2, hasMore: false }),
      markNotices: ({ body }: { body: unknown }) => {
        marked.push(body)
        return { unread: 1 }
      },
    })
    openId.value = idOf(2)
    await settle()
    expect(marked).toEqual([])
    isAttended.value = true
    await settle()
    expect(marked).toEqual([{ conversationId: idOf(2), isRead: true }])
    expect(model.unread.value).toBe(1)
    expect(model.notices.value.map(({ isRead }) => isRead)).toEqual([true, false])
  })

  it('is as it was when the server refuses a change, and says so', async () => {
    const { model, toasts } = await aModel({
      listNotices: () => ({ notices: [aNotice(1)], unread: 1, hasMore: false }),
    })
    await model.clear()
    expect(model.notices.value).toHaveLength(1)
    expect(toasts).toEqual(['That was not stored. Try again.'])
  })

  it('can be asked for again after it did not come', async () => {
    let isDown = true
    const { model } = await aModel({
      listNotices: () => {
        if (isDown) throw new Error('no line')
        return { notices: [], unread: 0, hasMore: false }
      },
    })
    expect(model.state.value).toBe('failed')
    isDown = false
    model.retry()
    await settle()
    expect(model.state.value).toBe('ready')
  })
})
