import { ClientError } from '@parley/client'
import type { CustomField } from '@parley/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { keyOf } from './FieldDialog.tsx'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

const field = (n: number, change: Partial<CustomField> = {}): CustomField => ({
  ...{ id: `fld_${String(n).padStart(20, '0')}`, about: 'contact', key: `f${n}`, type: 'text', label: `Field ${n}` },
  ...{ choices: [], position: n, archived: false },
  ...change,
})

describe('fields that an administrator defines', () => {
  it('U04 are added with a key of their label, put in order and put away', async () => {
    const sent: object[] = []
    let isTaken = true
    const fields = [field(1), field(2)]
    const app = await showApp({
      path: '/inbox/settings/fields',
      answers: {
        listCustomFields: () => ({ fields }),
        createCustomField({ body }: { body: object }) {
          sent.push(body)
          if (isTaken) throw new ClientError('key_taken', 409)
          return field(3, body)
        },
        updateCustomField({ params, body }: { params: { id: string }; body: object }) {
          sent.push({ ...params, ...body })
          return { ...fields.find(({ id }) => id === params.id), ...body }
        },
      },
    })
    end = app.end
    await shown()
    const rows = () => [...byRole('list', 'Of contacts').querySelectorAll('b')].map((row) => row.textContent)
    byRole('button', 'Add a field of contacts').click()
    await shown()
    type(byRole('textbox', 'What it is called'), 'Kunde seit')
    await shown()
    const form = document.querySelector('dialog form')
    form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await shown()
    expect(sent).toEqual([{ about: 'contact', type: 'text', label: 'Kunde seit', key: 'kunde_seit' }])
    expect(document.querySelector('dialog [role=alert]')?.textContent).toContain('Another field')
    isTaken = false
    form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await shown()
    expect(rows()).toEqual(['Field 1', 'Field 2', 'Kunde seit'])
    byRole('button', 'Move Field 2 up').click()
    await shown()
    expect(rows()).toEqual(['Field 2', 'Field 1', 'Kunde seit'])
    byRole('button', 'Archive Field 1').click()
    await shown()
    expect(sent.at(-1)).toMatchObject({ archived: true })
    expect(byRole('button', 'Bring Field 1 back')).toBeTruthy()
  })

  it.each([
    ['Größe (cm)', 'gro_e_cm'],
    ['  2nd choice', 'nd_choice'],
    ['Café', 'cafe'],
    ['日付', ''],
  ])('makes a key of %s', (label, key) => {
    expect(keyOf(label)).toBe(key)
  })
})
