import { ClientError } from '@parley/client'
import type { ContactProfile } from '@parley/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, showApp, shown } from '../../testing/fake-app.tsx'
import { aContact } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})
HTMLElement.prototype.scrollIntoView = vi.fn()
HTMLElement.prototype.scrollTo = vi.fn()
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 800 })

const [one, two] = ['1', '2'].map((n) => `con_${n.padStart(20, '0')}` as const)
const ada = aContact({ id: one ?? 'con_', name: 'Ada', email: 'ada@a.example', phone: null, verified: [] })
const bea = aContact({
  id: two ?? 'con_',
  name: 'A. Lovelace',
  email: 'ada@a.example',
  phone: '+49 30 1234567',
  verified: [],
})
type Body = { from: string; versions: { into: number; from: number }; take: string[] }

async function open(answers: object, into: ContactProfile = ada) {
  const sent: { id: string; body: Body }[] = []
  const people = new Map<string, ContactProfile>([into, bea].map((contact) => [contact.id, contact]))
  const state = { isChanged: false }
  const app = await showApp({
    path: `/inbox/contacts/${into.id}`,
    answers: {
      listCustomFields: () => ({ fields: [] }),
      listContacts: () => ({ contacts: [...people.values()], cursor: null, truncated: false }),
      getContact: ({ params }: { params: { id: string } }) => ({
        ...{ contact: people.get(params.id), visitors: [], conversations: [] },
      }),
      findDuplicates: () => ({ likely: [{ by: ['email'], contact: bea }], merged: [] }),
      mergeContact({ params, body }: { params: { id: string }; body: Body }) {
        if (state.isChanged) throw new ClientError('changed_since', 409)
        sent.push({ id: params.id, body })
        return { ...into, name: 'A. Lovelace', version: 3 }
      },
      ...answers,
    },
  })
  end = app.end
  await shown()
  await shown()
  return { ...app, sent, state, people }
}
const dialog = () => document.querySelector('dialog')
const radio = (field: string, n: number) =>
  [...document.querySelectorAll('fieldset')]
    .find((set) => set.querySelector('legend')?.textContent === field)
    ?.querySelectorAll('input')[n]

describe('two contacts that look like one', () => {
  it('U07 are compared field by field, and become one with what was chosen', async () => {
    const { sent } = await open({})
    byRole('button', 'Compare').click()
    await shown()
    expect(dialog()?.textContent).toContain('Becomes part of it')
    // The same on both sides is not asked for; where one has nothing, the other's counts.
    expect(radio('Email', 0)).toBeUndefined()
    expect(radio('Phone', 1)?.checked).toBe(true)
    expect(radio('Name', 0)?.checked).toBe(true)
    radio('Name', 1)?.click()
    await shown()
    byRole('button', 'Merge').click()
    await shown()
    await shown()
    expect(sent).toEqual([
      { id: one, body: { from: two, versions: { into: ada.version, from: bea.version }, take: ['name', 'phone'] } },
    ])
    expect(dialog()).toBe(null)
  })

  it('says that one was changed meanwhile, shows it, and keeps what was chosen', async () => {
    const { sent, state, people } = await open({})
    byRole('button', 'Compare').click()
    await shown()
    radio('Name', 1)?.click()
    state.isChanged = true
    people.set(two ?? '', { ...bea, version: 9, phone: '+49 30 7777777' })
    byRole('button', 'Merge').click()
    await shown()
    await shown()
    expect(dialog()?.textContent).toContain('changed meanwhile')
    expect(dialog()?.textContent).toContain('7777777')
    expect(radio('Name', 1)?.checked).toBe(true)
    state.isChanged = false
    byRole('button', 'Merge').click()
    await shown()
    await shown()
    expect(sent.at(-1)?.body).toMatchObject({ versions: { from: 9 }, take: ['name', 'phone'] })
  })

  it('keeps what a signed identity told, and says so', async () => {
    await open({}, { ...ada, isVerified: true, verified: ['name'] })
    byRole('button', 'Compare').click()
    await shown()
    expect(radio('Name', 1)?.disabled).toBe(true)
    expect(dialog()?.textContent).toContain('Told by the signed identity')
    expect(dialog()?.textContent).not.toContain('Keep the other one')
  })

  it('are made two again, and what stays is said before', async () => {
    const undone: unknown[] = []
    await open({
      findDuplicates: () => ({
        likely: [],
        merged: [
          {
            ...{ from: two, name: 'A. Lovelace', by: `agt_${'0'.repeat(20)}`, changed: ['phone'] },
            ...{ at: '2026-11-20T10:00:00.000Z', until: '2026-12-20T10:00:00.000Z' },
          },
        ],
      }),
      undoMerge({ params }: { params: unknown }) {
        undone.push(params)
        return { contact: ada, kept: ['phone'] }
      },
    })
    expect(document.body.textContent).toContain('What was changed since stays when you undo this.')
    byRole('button', 'Undo').click()
    await shown()
    expect(undone).toEqual([{ id: one, fromId: two }])
    expect(document.body.textContent).toContain('What was changed since stayed as it is.')
  })
})
