import { ClientError } from '@parley/client'
import type { ContactChanges, ContactProfile, CustomField } from '@parley/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, showApp, shown } from '../../testing/fake-app.tsx'
import { aContact, aVisitor } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

const FIELDS: CustomField[] = [
  {
    ...{ id: 'fld_00000000000000000001', about: 'contact', key: 'plan', type: 'choice', label: 'Plan' },
    ...{ choices: ['Free', 'Gold'], position: 0, archived: false },
  },
]

/** A visitor's panel; `server` is what the server holds of the contact. */
async function open(contact: ContactProfile | null) {
  const server = { contact, sent: [] as { version: number; changes: ContactChanges }[] }
  const app = await showApp({
    path: '/inbox/visitors/vis_00000000000000000001',
    answers: {
      listCustomFields: () => ({ fields: FIELDS }),
      getVisitor: () => ({
        visitor: aVisitor(),
        ...(server.contact && { profile: server.contact }),
        conversations: [],
      }),
      getContact: () => ({ contact: server.contact, visitors: [], conversations: [] }),
      createContact: () => {
        server.contact = aContact()
        return server.contact
      },
      updateContact({ body }: { body: { version: number; changes: ContactChanges } }) {
        server.sent.push(body)
        if (server.contact?.version !== body.version) throw new ClientError('changed_since', 409)
        const { company: _, fields, ...plain } = body.changes
        const told = { fields: { ...server.contact.fields, ...fields } as ContactProfile['fields'] }
        server.contact = {
          ...server.contact,
          ...(plain as Partial<ContactProfile>),
          ...told,
          version: body.version + 1,
        }
        return server.contact
      },
    },
  })
  end = app.end
  await shown()
  return server
}
const field = () => document.querySelector<HTMLInputElement>('.ed-on input, .ed-on select, .ed-on textarea')
async function edit(label: string, value: string) {
  byRole('button', label).click()
  await shown()
  await put(value)
}
async function put(value: string) {
  const control = field()
  if (!control) throw new Error('nothing is edited')
  control.value = value
  control.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }))
  await shown()
}

describe('what is known of a contact', () => {
  it('U01 is begun with a button where the visitor is nobody yet', async () => {
    await open(null)
    byRole('button', 'Save as contact').click()
    await shown()
    expect(byRole('button', 'Edit Name: Priya')).toBeTruthy()
  })

  it('U02 U04 is edited where it stands, each value by its type', async () => {
    const server = await open(aContact())
    await edit('Add Phone', '+49 30 123456')
    await edit('Add Plan', 'Gold')
    await edit('Add Note', 'pays late')
    expect(server.sent.map(({ changes }) => changes)).toEqual([
      { phone: '+49 30 123456' },
      { fields: { plan: 'Gold' } },
      { note: 'pays late' },
    ])
    expect(field()).toBeNull()
  })

  it('keeps what was typed where it does not fit, and tells it beside the field', async () => {
    const server = await open(aContact())
    await edit('Edit Email: priya@example.com', 'no address')
    expect(field()?.value).toBe('no address')
    expect(document.querySelector('.ed-e')?.textContent).toContain('does not fit')
    expect(server.sent).toEqual([])
    await put('new@example.com')
    expect(server.contact?.email).toBe('new@example.com')
  })

  it('R05 saves beside what somebody else changed, and asks where both changed the same', async () => {
    const server = await open(aContact())
    server.contact = aContact({ version: 7, note: 'theirs' })
    await edit('Add Phone', '+49 30 123456')
    expect(server.contact).toMatchObject({ phone: '+49 30 123456', note: 'theirs', version: 8 })
    server.contact = { ...server.contact, name: 'Priya Rao', version: 9 }
    await edit('Edit Name: Priya', 'Pria')
    expect(field()?.value).toBe('Pria')
    expect(document.querySelector('.ed-e')?.textContent).toContain('Priya Rao')
    expect(server.contact.name).toBe('Priya Rao')
    byRole('button', 'Keep mine').click()
    await shown()
    expect(server.contact.name).toBe('Pria')
  })

  it('does not offer to change what the signed identity told', async () => {
    await open(aContact({ isVerified: true, verified: ['name', 'email'] }))
    expect(() => byRole('button', 'Edit Name: Priya')).toThrow('no button')
    expect(byRole('button', 'Add Phone')).toBeTruthy()
  })
})
