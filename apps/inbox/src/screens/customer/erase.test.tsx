import { ClientError } from '@parley/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, SIGNED_IN, showApp, shown } from '../../testing/fake-app.tsx'
import { aContact, anAgent } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})
HTMLElement.prototype.scrollIntoView = vi.fn()
HTMLElement.prototype.scrollTo = vi.fn()
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 800 })

const vera = aContact({ name: 'Vera' })
const counts = { contacts: 1, visitors: 2, conversations: 4, messages: 31, notes: 3, files: 5 }
const erasure = {
  ...{ id: `ers_${'0'.repeat(20)}`, by: SIGNED_IN.agent.id, state: 'running', counts, at: 1 },
  ...{ contactIds: [vera.id], visitorIds: [], createdAt: '2026-11-22T10:00:00.000Z', finishedAt: null },
}

async function open(answers: object, role: 'admin' | 'agent' = 'admin') {
  const app = await showApp({
    path: `/inbox/contacts/${vera.id}`,
    api: { refreshSession: () => ({ ...SIGNED_IN, agent: anAgent({ role }) }) },
    answers: {
      listCustomFields: () => ({ fields: [] }),
      listContacts: () => ({ contacts: [vera], cursor: null, truncated: false }),
      getContact: () => ({ contact: vera, visitors: [], conversations: [] }),
      findDuplicates: () => ({ likely: [], merged: [] }),
      countPerson: () => counts,
      ...answers,
    },
  })
  end = app.end
  await shown()
  await shown()
  return app
}
const text = () => document.querySelector('dialog')?.textContent ?? ''

describe('the data of a person', () => {
  it('S15 says what will go, wants a yes, and shows how far it is and the proof', async () => {
    let state: object = erasure
    let isDown = false
    const asked: unknown[] = []
    const { clock, router } = await open({
      createErasure({ body }: { body: unknown }) {
        asked.push(body)
        return erasure
      },
      getErasure() {
        if (isDown) throw new ClientError('network', 0)
        return state
      },
    })
    byRole('button', 'Erase person').click()
    await shown()
    expect(text()).toContain('Messages31')
    const go = byRole('button', 'Erase for good') as HTMLButtonElement
    expect(go.disabled).toBe(true)
    document.querySelector<HTMLInputElement>('dialog input[type=checkbox]')?.click()
    await shown()
    go.click()
    await shown()
    expect(asked).toEqual([{ contactId: vera.id }])
    expect(text()).toContain('1 of 4 conversations are through.')
    isDown = true
    await clock.advance(1_100)
    await shown()
    expect(text()).toContain('goes on by itself when it is back')
    isDown = false
    state = { ...erasure, state: 'done', at: 4, finishedAt: '2026-11-22T10:01:00.000Z' }
    await clock.advance(1_100)
    await shown()
    expect(text()).toContain(erasure.id)
    byRole('button', 'Close').click()
    await shown()
    expect(router.route.value).toMatchObject({ screen: 'contacts', contactId: null })
  })

  it('says that it did not begin, and keeps the question', async () => {
    await open({
      createErasure() {
        throw new ClientError('network', 0)
      },
    })
    byRole('button', 'Erase person').click()
    await shown()
    document.querySelector<HTMLInputElement>('dialog input[type=checkbox]')?.click()
    await shown()
    byRole('button', 'Erase for good').click()
    await shown()
    await shown()
    expect(text()).toContain('Nothing was erased')
    expect((byRole('button', 'Erase for good') as HTMLButtonElement).disabled).toBe(false)
  })

  it('is not offered to agents', async () => {
    await open({}, 'agent')
    expect(document.body.textContent).not.toContain('Erase person')
  })

  it('lists the proofs, without anybody in them', async () => {
    await open({ listErasures: () => ({ erasures: [{ ...erasure, state: 'done', finishedAt: erasure.createdAt }] }) })
    byRole('button', 'Erased people').click()
    await shown()
    expect(text()).toContain(erasure.id)
    expect(text()).toContain('34')
  })
})
