import type { CommandResult } from '@parley/client'
import { newConversation } from '@parley/protocol/reduce'
import { effect, signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { settle } from '../testing/fake-clock.ts'
import { aLiveRow, aMessage, anAgent, aRow, idOf, ME, OTHER_AGENT } from '../testing/records.ts'
import { ConversationModel } from './conversation-model.ts'
import type { ListRow } from './list-rows.ts'
import type { Toast } from './toasts-model.ts'

function aConversation({ isAttended = true, rows = [aRow(1)] as ListRow[] } = {}) {
  const fake = createFakeClient({
    revalidateRows: () => ({ rows: [aLiveRow(1)] }),
    markUnread: () => ({ read: 1, unread: 2, gen: 1 }),
  })
  const toasts: Toast[] = []
  const marked: string[] = []
  const attended = signal(isAttended)
  const shownRows = signal(rows)
  const handle = fake.handle(idOf(1))
  handle.timeline.value = [aMessage(1), aMessage(2)]
  const model = new ConversationModel({
    window: { copy: async () => undefined, openTab: () => ({ go: () => undefined }) },
    client: fake.client,
    id: idOf(1),
    me: anAgent(),
    people: { nameOf: (id) => (id === OTHER_AGENT ? 'Tomas' : null), departmentName: () => 'Returns' },
    list: {
      rows: shownRows,
      markRead: () => void marked.push('read'),
      markUnread: (_, count) => void marked.push(`unread ${count}`),
    },
    toasts: { show: (toast) => void toasts.push(toast) },
    isAttended: attended,
  })
  onTestFinished(() => model[Symbol.dispose]())
  const answerNext = (result: CommandResult) => void handle.results.push(result)
  return { ...fake, shownRows, model, handle, toasts, marked, attended, answerNext }
}

describe('claiming', () => {
  it('R26 shows the conversation as mine at once, and sends from whom it was taken', async () => {
    const { model, handle } = aConversation()
    model.claim()
    expect(model.isMine.value).toBe(true)
    expect(handle.sent).toEqual([{ kind: 'conv.assign', body: { assigneeId: ME, from: null } }])
  })

  it('R26 takes it back when somebody was faster, and says who', async () => {
    const { model, handle, toasts, answerNext } = aConversation()
    answerNext({ phase: 'failed', code: 'already_assigned' })
    model.claim()
    handle.fold.value = { ...newConversation(), assigneeId: OTHER_AGENT }
    await settle()
    expect(model.isMine.value).toBe(false)
    expect(model.assigneeName.value).toBe('Tomas')
    expect(toasts[0]).toMatchObject({ tone: 'problem', text: expect.stringContaining('Tomas was faster') })
    // The choice is the agent's: what he wanted, on the newer state.
    toasts[0]?.action?.run()
    expect(handle.sent.at(-1)).toEqual({ kind: 'conv.assign', body: { assigneeId: ME, from: OTHER_AGENT } })
  })

  it('says that it waits when there is no line', async () => {
    const { model, toasts, answerNext } = aConversation()
    answerNext({ phase: 'pending' })
    model.claim()
    await settle()
    expect(toasts[0]?.text).toContain('Not stored yet')
  })
})

describe('a message that comes', () => {
  it('leaves what stands above the thread as it is: nothing of that is drawn anew', () => {
    const { model, handle, shownRows } = aConversation()
    handle.fold.value = { ...newConversation(), tags: ['vip'] }
    let drawn = 0
    onTestFinished(
      effect(() => {
        if (model.facts.value && model.visitorName.value && model.visitorEmail.value !== undefined) drawn++
      }),
    )
    handle.fold.value = { ...newConversation(), tags: ['vip'] }
    shownRows.value = [{ ...aRow(1), ord: 9 }]
    expect(drawn).toBe(1)
    handle.fold.value = { ...newConversation(), tags: ['vip', 'late'] }
    expect(drawn).toBe(2)
  })
})

describe('handing over', () => {
  const department = 'dep_00000000000000000002' as const

  it('stores the note first, then passes it on', async () => {
    const { model, handle, toasts } = aConversation()
    expect(await model.handOver({ departmentId: department }, ' speaks Polish ')).toBe(true)
    const handOver = { assigneeId: null, departmentId: department }
    expect(handle.sent).toEqual([
      { kind: 'note.new', body: { v: 1, type: 'text', text: 'speaks Polish', handOver } },
      { kind: 'conv.department', body: { departmentId: department, from: null } },
    ])
    await settle()
    expect(toasts[0]?.text).toBe('Handed over to Returns.')
  })

  it('gives nothing away while the note is not stored', async () => {
    const { model, handle, toasts, answerNext } = aConversation()
    answerNext({ phase: 'pending' })
    expect(await model.handOver({ agentId: OTHER_AGENT }, 'read this')).toBe(false)
    expect(handle.sent).toHaveLength(1)
    expect(toasts[0]?.tone).toBe('problem')
  })
})

describe('every change', () => {
  it('can be taken back, once', async () => {
    const { model, handle, toasts } = aConversation()
    model.close()
    await settle()
    handle.fold.value = { ...newConversation(), status: 'closed' }
    toasts[0]?.undo?.()
    await settle()
    expect(handle.sent.map(({ body }) => body)).toEqual([{ status: 'closed' }, { status: 'open' }])
    expect(toasts[1]?.undo).toBeUndefined()
  })

  it('that the server already had is no refusal', async () => {
    const { model, toasts, answerNext } = aConversation()
    answerNext({ phase: 'failed', code: 'unchanged' })
    model.setPriority('high')
    await settle()
    expect(toasts[0]?.tone).toBe('plain')
  })

  it('that changes nothing is not sent', () => {
    const { model, handle } = aConversation()
    model.reopen()
    model.setPriority('normal')
    model.removeTag('none')
    model.assign(null)
    expect(handle.sent).toEqual([])
  })

  it('of a tag is shown before it is stored', () => {
    const { model, handle } = aConversation()
    model.addTag(' glaze ')
    expect(model.facts.value?.tags).toEqual(['glaze'])
    expect(handle.sent).toEqual([{ kind: 'conv.tag', body: { add: ['glaze'], remove: [] } }])
  })
})

describe('reading', () => {
  it('R23 happens when somebody looks at the end of the thread, up to what is stored', () => {
    const { handle } = aConversation()
    expect(handle.reads).toEqual([2])
    handle.timeline.value = [...handle.timeline.value, aMessage(3), aMessage(4, { n: null })]
    expect(handle.reads).toEqual([2, 3])
  })

  it('R23 does not happen in a window that nobody looks at', () => {
    const { handle, attended, marked } = aConversation({ isAttended: false })
    expect([handle.reads, marked]).toEqual([[], []])
    attended.value = true
    expect(handle.reads).toEqual([2])
    expect(marked).toContain('read')
  })

  it('R23 does not happen while the end is out of sight', () => {
    const { model, handle } = aConversation()
    model.setAtEnd(false)
    handle.timeline.value = [...handle.timeline.value, aMessage(3)]
    expect(handle.reads).toEqual([2])
    model.setAtEnd(true)
    expect(handle.reads).toEqual([2, 3])
  })

  it('R23 I32 does not undo what was marked unread by hand', async () => {
    const { model, handle, marked, calls } = aConversation()
    model.markUnread()
    await settle()
    handle.timeline.value = [...handle.timeline.value, aMessage(3)]
    expect(handle.reads).toEqual([2])
    expect(marked.at(-1)).toBe('unread 2')
    expect(calls.at(-1)?.input).toMatchObject({ body: { from: 'msg_00000000000000000002' } })
  })

  it('keeps the divider where unread began when the conversation was opened', () => {
    const { model, handle } = aConversation({ isAttended: false })
    const divider = () => model.blocks.value.find(({ type }) => type === 'unread')
    expect(divider()).toMatchObject({ count: 2 })
    handle.myRead.value = 2
    handle.timeline.value = [...handle.timeline.value, aMessage(3)]
    expect(divider()).toMatchObject({ count: 2 })
  })
})

describe('a conversation outside the list', () => {
  it('asks for its row', async () => {
    const { model, calls } = aConversation({ rows: [] })
    await settle()
    expect(model.row.value?.id).toBe(idOf(1))
    expect(calls.map(({ name }) => name)).toEqual(['revalidateRows'])
  })

  it('keeps its visitor in sight when the list lets go of it', () => {
    const { model, shownRows } = aConversation()
    shownRows.value = []
    expect(model.row.value?.visitor?.name).toBe('Visitor 1')
  })

  it('is let go when it leaves the screen', () => {
    const { model, handle } = aConversation()
    model[Symbol.dispose]()
    expect(handle.isReleased).toBe(true)
  })
})
