import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { aContact, aRow } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})
HTMLElement.prototype.scrollIntoView = vi.fn()
HTMLElement.prototype.scrollTo = vi.fn()
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 800 })

const plan = {
  ...{ id: `fld_${'0'.repeat(20)}`, about: 'conversation', key: 'plan', type: 'text', label: 'Plan' },
  ...{ choices: [], position: 0, archived: false },
}

async function open(answers: object = {}) {
  const app = await showApp({
    path: '/inbox',
    answers: { listCustomFields: () => ({ fields: [plan] }), ...answers },
  })
  end = app.end
  app.router.go({ screen: 'conversations', view: null, conversationId: aRow(1).id })
  await shown()
  await shown()
  return app
}

describe('beside a thread', () => {
  it('U04 a value of the conversation is written with what stood there', async () => {
    const { handle } = await open()
    byRole('button', 'Add Plan').click()
    await shown()
    const field = byRole('textbox', 'Plan')
    type(field, 'gold')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await shown()
    expect(handle(aRow(1).id).sent.at(-1)).toMatchObject({
      kind: 'conv.field',
      body: { key: 'plan', value: 'gold', was: null },
    })
  })

  it('U01 a visitor is linked to a contact who is there', async () => {
    const linked: unknown[] = []
    const vera = aContact({ name: 'Vera' })
    const { clock } = await open({
      listContacts: () => ({ contacts: [vera], cursor: null, truncated: false }),
      linkVisitor({ params, body }: { params: { id: string }; body: unknown }) {
        linked.push([params.id, body])
      },
    })
    byRole('button', 'Is a known contact').click()
    await vi.waitFor(() => expect(document.querySelector('dialog .pick button')).not.toBe(null))
    await clock.advance(0)
    document.querySelector<HTMLElement>('dialog .pick button')?.click()
    await shown()
    expect(linked).toEqual([[vera.id, { visitorId: expect.stringMatching(/^vis_/) }]])
  })
})
