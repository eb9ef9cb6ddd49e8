import type { TimelineItem } from '@parley/client'
import type { AgentId, ConversationId, Notice } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeWindow } from '../../testing/fake-window.ts'
import { anAgent, anEvent, at, idOf, OTHER_AGENT } from '../../testing/records.ts'
import { ToastsModel } from '../toasts-model.ts'
import { takenFrom } from './taken-from.ts'
import { tellTaken } from './tell-taken.ts'

const ME = anAgent().id
const OTHER = OTHER_AGENT
const DEPARTMENT = 'dpt_00000000000000000001'

const aNotice = (n: number, change: Partial<Notice> = {}): Notice => ({
  ...{ id: `ntc_${String(n).padStart(20, '0')}`, kind: 'taken', conversationId: idOf(n), messageId: null },
  ...{ by: OTHER, visitor: `Visitor ${n}`, at: at(n), isRead: false },
  ...change,
})

/** The tabs of one browser have their storage in common, and each its list. */
function aBrowser() {
  const { env } = createFakeWindow().window
  return function aTab({ attended = true, known = [] as Notice[] } = {}) {
    const notices = signal<readonly Notice[]>(known)
    const isAttended = signal(attended)
    const openId = signal<ConversationId | null>(null)
    const opened: string[] = []
    const toasts = new ToastsModel(env)
    const people = { nameOf: () => 'Ines' }
    const told = tellTaken({
      ...{ env: { ...env, now: () => Date.parse(at(9)) }, me: ME, people, toasts, isAttended, openId },
      ...{ notices: { notices, state: signal('ready') }, open: (id: ConversationId) => void opened.push(id) },
    })
    onTestFinished(told.end)
    const arrive = (...some: Notice[]) => {
      notices.value = [...some, ...notices.value]
    }
    return {
      ...told,
      arrive,
      notices,
      isAttended,
      openId,
      opened,
      toasts,
      said: () => toasts.toast.value?.text ?? null,
    }
  }
}

describe('whom a conversation was taken from', () => {
  it('is told in a toast by whom, with the way there', () => {
    const tab = aBrowser()({ known: [aNotice(1)] })
    expect(tab.said()).toBeNull()
    tab.arrive(aNotice(2), aNotice(3, { kind: 'assigned' }))
    expect(tab.said()).toBe('Ines took the conversation with Visitor 2 from you')
    tab.toasts.act()
    expect(tab.opened).toEqual([idOf(2)])
    expect(tab.said()).toBeNull()
  })

  it('is told in one tab, the one that he looks at, also when he comes to it later', () => {
    const aTab = aBrowser()
    const [front, back] = [aTab({ attended: false }), aTab({ attended: false })]
    for (const tab of [front, back]) tab.arrive(aNotice(2))
    expect([front.said(), back.said()]).toEqual([null, null])
    front.isAttended.value = true
    expect(front.said()).toContain('Visitor 2')
    back.isAttended.value = true
    expect(back.said()).toBeNull()
  })

  it('waits for a toast that holds an Undo, and says one after the other', () => {
    const tab = aBrowser()()
    tab.toasts.show({ text: 'Closed', tone: 'plain', undo: () => undefined })
    tab.arrive(aNotice(3), aNotice(2))
    expect(tab.said()).toBe('Closed')
    tab.toasts.hide()
    expect(tab.said()).toContain('Visitor 2')
    tab.toasts.hide()
    expect(tab.said()).toContain('Visitor 3')
  })

  it('is not led to what he has open, nor told of what is long past', () => {
    const tab = aBrowser()()
    tab.openId.value = idOf(2)
    tab.arrive(aNotice(2, { isRead: true }))
    expect(tab.toasts.toast.value).toMatchObject({ text: expect.stringContaining('Visitor 2') })
    expect(tab.toasts.toast.value?.action).toBeUndefined()
    tab.toasts.hide()
    tab.arrive(aNotice(4, { at: '2020-01-01T00:00:00.000Z' }))
    expect(tab.said()).toBeNull()
  })
})

function anAssignment(n: number, by: AgentId, from: AgentId | null, to: AgentId | null): TimelineItem {
  const item = anEvent(n)
  const body = { assigneeId: to, from, name: null }
  const actor = { type: 'agent' as const, id: by, name: by }
  return { ...item, entry: { ...item.entry, e: { ...item.entry.e, kind: 'conv.assign', body, actor } as never } }
}
function passedOn(n: number, by: AgentId, from: AgentId | null): TimelineItem {
  const item = anEvent(n)
  const actor = { type: 'agent' as const, id: by, name: by }
  const e = { ...item.entry.e, kind: 'conv.department', body: { departmentId: DEPARTMENT, from }, actor }
  return { ...item, entry: { ...item.entry, e: e as never } }
}

describe('whose a conversation is now', () => {
  it('is said of the last change alone, and only of what another did', () => {
    const mine = anAssignment(1, ME, null, ME)
    expect(takenFrom([mine, anAssignment(2, OTHER, ME, OTHER), anEvent(3)], ME, OTHER)?.id).toBe(OTHER)
    expect(takenFrom([mine, passedOn(2, OTHER, ME), passedOn(3, OTHER, null)], ME, null)?.id).toBe(OTHER)
    expect(takenFrom([mine, anAssignment(2, ME, ME, OTHER)], ME, OTHER)).toBeNull()
    expect(takenFrom([anAssignment(1, OTHER, ME, OTHER), anAssignment(2, OTHER, OTHER, null)], ME, null)).toBeNull()
    expect(takenFrom([anAssignment(1, OTHER, ME, OTHER)], ME, ME)).toBeNull()
  })
})
