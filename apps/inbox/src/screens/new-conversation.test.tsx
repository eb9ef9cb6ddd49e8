import type { CreateKey } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NewConversationModel } from '../models/new-conversation-model.ts'
import { byRole, showApp, shown, someAnswers, type } from '../testing/fake-app.tsx'
import { createFakeClient, createFakeHandle } from '../testing/fake-client.ts'
import { settle } from '../testing/fake-clock.ts'
import { aLiveVisitor, aMessage, anAgent, aRow, aSite, idOf } from '../testing/records.ts'

HTMLDialogElement.prototype.showModal = vi.fn()
const VISITOR = 'vis_00000000000000000001'
const SALES = { id: 'dep_00000000000000000002', name: 'Sales' } as const
const closed = { ...aRow(3), status: 'closed' } as const

describe('beginning a conversation', () => {
  let app: Awaited<ReturnType<typeof showApp>>
  async function open(answers: object = {}, path = `/inbox/c/${idOf(3)}`) {
    const { getVisitor } = someAnswers()
    const alone = () => ({ ...getVisitor(), conversations: [closed] })
    app = await showApp({ path, answers: { getVisitor: alone, ...answers } })
    await shown()
  }
  beforeEach(() => {
    app = undefined as never
  })
  afterEach(() => app.end())

  const field = () => byRole('textbox', 'Message') as HTMLTextAreaElement
  const press = async (name: string) => {
    byRole('button', name).click()
    await shown()
  }
  const send = async () => {
    field().dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }),
    )
    await shown()
  }
  const first = () => {
    const [one] = app.begun
    if (!one) throw new Error('nothing was begun')
    return one
  }
  const stored = async () => {
    const { handle, answers } = first()
    handle.id.value = idOf(9)
    handle.timeline.value = [aMessage(1, { mine: true })]
    answers[0]?.({ phase: 'sent' })
    await shown()
  }
  const refused = async (code: 'at_capacity' | 'visitor_gone') => {
    const { handle, answers } = first()
    handle.timeline.value = [aMessage(1, { n: null, mine: true, send: { phase: 'failed', code } })]
    answers[0]?.({ phase: 'failed', code })
    await shown()
  }
  const dialog = () => document.querySelector('dialog')

  it('from the details of a conversation: writes, sends with Ctrl and Enter, and goes to it', async () => {
    await open()
    await press('New conversation')
    expect(dialog()?.querySelector('h2')?.textContent).toBe('New conversation with Priya')
    expect(document.activeElement).toBe(field())
    expect((byRole('button', 'Send') as HTMLButtonElement).disabled).toBe(true)
    type(field(), '  May I help?  ')
    await send()
    expect(first().to).toEqual({ visitorId: VISITOR })
    expect(first().handle.sent).toEqual([{ kind: 'msg.new', body: { v: 1, type: 'text', text: 'May I help?' } }])
    await stored()
    expect(dialog()).toBeNull()
    expect(app.address()).toContain(idOf(9))
  })

  it('from the list of visitors, in the department that was chosen', async () => {
    const departments = [{ id: 'dep_00000000000000000001', name: 'Support' }, SALES]
    const visitors = [aLiveVisitor(1, { name: 'Priya' })]
    const live = { listLiveVisitors: () => ({ visitors, total: 1, truncated: false }) }
    await open({ ...live, listDepartments: () => ({ departments }) }, `/inbox/visitors/${VISITOR}`)
    await press('Start a conversation')
    type(field(), 'May I help?')
    const choice = document.querySelector<HTMLSelectElement>('dialog select')
    if (!choice) throw new Error('no choice of departments')
    choice.value = SALES.id
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await shown()
    await press('Send')
    expect(first().to).toEqual({ visitorId: VISITOR, departmentId: SALES.id })
  })

  it('asks for no department where the agent has one', async () => {
    const departments = [{ id: 'dep_00000000000000000001', name: 'Support' }, SALES]
    const agent = anAgent({ role: 'agent' })
    app = await showApp({
      path: `/inbox/c/${idOf(3)}`,
      answers: { listDepartments: () => ({ departments }) },
      api: { refreshSession: () => ({ access: 'a.b.c', expiresAt: '2026-03-10T19:00:00.000Z', agent, workspace: {} }) },
    })
    await shown()
    await press('New conversation')
    expect(dialog()?.querySelector('select')).toBeNull()
  })

  it('keeps what was written when it is closed, per visitor, until it is sent', async () => {
    await open()
    await press('New conversation')
    type(field(), 'May I')
    await press('Cancel')
    expect(dialog()).toBeNull()
    await press('New conversation')
    expect(field().value).toBe('May I')
    await send()
    await stored()
    app.router.go({ screen: 'conversations', view: null, conversationId: idOf(3) })
    await shown()
    await press('New conversation')
    expect(field().value).toBe('')
  })

  it('says why it was refused and keeps the words', async () => {
    await open()
    await press('New conversation')
    type(field(), 'May I help?')
    await send()
    await refused('at_capacity')
    expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain('No free slot')
    expect(field().value).toBe('May I help?')
    await send()
    expect(app.begun).toHaveLength(2)
  })

  it('tells what became of it after it was closed, and leads there', async () => {
    await open()
    await press('New conversation')
    type(field(), 'May I help?')
    await send()
    await press('Cancel')
    await refused('visitor_gone')
    expect(document.querySelector('.toast')?.textContent).toContain('“Message 1” was not sent.')
    await press('Show')
    expect(field().value).toBe('May I help?')
  })

  it('without an answer says that it goes out by itself, and takes it back when asked', async () => {
    await open()
    await press('New conversation')
    type(field(), 'May I help?')
    await send()
    first().answers[0]?.({ phase: 'pending' })
    await shown()
    expect(dialog()?.querySelector('[role=status]')?.textContent).toContain('goes out by itself')
    await press('Take it back')
    expect(first().handle.timeline.value).toEqual([])
    expect(field().readOnly).toBe(false)
    expect(field().value).toBe('May I help?')
  })

  it('offers what is open with the visitor, and nothing else where the site allows one', async () => {
    const { getVisitor } = someAnswers()
    const answers = { getVisitor: () => ({ ...getVisitor(), conversations: [aRow(2), closed] }) }
    await open(answers)
    await press('New conversation')
    expect(field()).toBeTruthy()
    await press('Open it')
    expect([dialog(), app.address()]).toEqual([null, expect.stringContaining(idOf(2))])
    app.end()
    const one = aSite()
    one.options = { ...one.options, features: { ...one.options.features, several: false } }
    await open({ ...answers, listSites: () => ({ sites: [one] }) })
    await press('New conversation')
    expect(dialog()?.querySelector('textarea')).toBeNull()
    expect(dialog()?.querySelectorAll('.begin-o button')).toHaveLength(1)
  })

  it('is not offered with whom is blocked', async () => {
    const { getVisitor } = someAnswers()
    const { visitor } = getVisitor()
    await open({ getVisitor: () => ({ visitor: { ...visitor, blocked: true }, conversations: [] }) })
    expect(() => byRole('button', 'New conversation')).toThrow('there is no button')
  })

  it('no key of the inbox does anything behind it', async () => {
    await open()
    await press('New conversation')
    const before = app.address()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))
    await shown()
    expect(app.address()).toBe(before)
    expect(document.querySelectorAll('dialog')).toHaveLength(1)
  })
})

describe('what an earlier page left unsent', () => {
  it.each([
    ['goes out, and leads to it', 'sent', 'Sent. The conversation with Visitor is yours.'],
    ['is refused, and says why', 'failed', '“Message 1” was not sent. No free slot'],
  ] as const)('is told when it %s', async (_, phase, text) => {
    const handle = { ...createFakeHandle(idOf(9)), remove: vi.fn(), release: vi.fn() }
    handle.timeline.value = [aMessage(1, { n: null, mine: true, send: { phase: 'sending' } })]
    const { client } = createFakeClient()
    const left = { ...client, pendingNew: async () => ['key' as CreateKey], openNew: () => handle }
    const show = vi.fn()
    const model = new NewConversationModel({ client: left, me: anAgent(), toasts: { show }, open: vi.fn() })
    await settle()
    expect(show).not.toHaveBeenCalled()
    const send = phase === 'sent' ? { phase } : { phase, code: 'at_capacity' as const }
    handle.timeline.value = [aMessage(1, { mine: true, send })]
    await settle()
    expect(show.mock.lastCall?.[0].text).toContain(text)
    expect(handle.remove).toHaveBeenCalledTimes(phase === 'failed' ? 1 : 0)
    expect(handle.release).toHaveBeenCalledOnce()
    model[Symbol.dispose]()
  })
})
