import type { ContactImport } from '@parley/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportContacts } from '../../models/contact-export.ts'
import { byRole, showApp, shown } from '../../testing/fake-app.tsx'
import { createFakeClient } from '../../testing/fake-client.ts'
import { aContact } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

HTMLElement.prototype.scrollTo = vi.fn()

const BEGUN: ContactImport = {
  ...{ id: 'imp_00000000000000000001', name: 'people.csv', by: 'agt_00000000000000000001', columns: [], tags: [] },
  ...{ state: 'receiving', total: 2, received: 0, at: 0, createdAt: '2026-03-10T09:00:00.000Z' },
  counts: { created: 0, updated: 0, unchanged: 0, refused: 0 },
}

async function open() {
  const sent: { name: string; body: unknown }[] = []
  const server = { now: BEGUN }
  const moved = (name: string, change: Partial<ContactImport>) => (input: { body?: unknown }) => {
    sent.push({ name, body: input.body })
    server.now = { ...server.now, ...change }
    return server.now
  }
  const app = await showApp({
    path: '/inbox/contacts',
    answers: {
      listCustomFields: () => ({ fields: [] }),
      listContacts: () => ({ contacts: [], cursor: null, truncated: false }),
      listContactImports: () => ({ imports: [] }),
      createContactImport: moved('create', {}),
      addImportRows: moved('rows', { received: 2 }),
      checkContactImport: moved('check', { state: 'checking' }),
      runContactImport: moved('run', { state: 'running' }),
      getContactImport() {
        const counts = { created: 1, updated: 0, unchanged: 0, refused: 1 }
        const state = server.now.state === 'running' ? 'done' : 'checked'
        server.now = { ...server.now, state, counts }
        return server.now
      },
      listImportRefusals: () => ({
        refusals: [{ row: 2, reason: 'bad_value', column: 'Mail', values: ['Bö', 'x'] }],
        next: null,
      }),
    },
  })
  end = app.end
  await shown()
  byRole('button', 'Import contacts').click()
  await shown()
  return { ...app, sent }
}
async function choose(text: string | Uint8Array<ArrayBuffer>) {
  const field = document.querySelector<HTMLInputElement>('dialog input[type=file]')
  const file = new File([text], 'people.csv')
  Object.defineProperty(field, 'files', { value: [file] })
  field?.dispatchEvent(new Event('change', { bubbles: true }))
  await shown()
}
const dialog = () => document.querySelector('dialog')?.textContent ?? ''

describe('import of contacts', () => {
  it('guesses what columns are, shows what would be, and imports after that', async () => {
    const { sent } = await open()
    await choose('Name;E-Mail;Etwas\nAda;ada@example.com;1\nBö;x;2\n')
    expect(dialog()).toContain('Ada · Bö')
    byRole('button', 'Check the file').click()
    await shown()
    await shown()
    expect(sent.slice(0, 2).map(({ body }) => body)).toEqual([
      {
        ...{ name: 'people.csv', tags: [], total: 2 },
        columns: [
          { header: 'Name', target: 'name' },
          { header: 'E-Mail', target: 'email' },
          { header: 'Etwas', target: null },
        ],
      },
      {
        part: 0,
        rows: [
          ['Ada', 'ada@example.com', '1'],
          ['Bö', 'x', '2'],
        ],
      },
    ])
    expect(dialog()).toContain('what the import would do')
    expect(dialog()).toContain('Line 3')
    expect(dialog()).toContain('“Mail” does not fit')
    byRole('button', 'Import').click()
    await shown()
    await shown()
    expect(dialog()).toContain('The import is done.')
    expect(sent.map(({ name }) => name)).toEqual(['create', 'rows', 'check', 'run'])
  })

  it('says that letters are a guess, and wants to know by what people are known', async () => {
    await open()
    await choose(
      Uint8Array.from([...new TextEncoder().encode('Vorname,Firma\nJ'), 0xf6, ...new TextEncoder().encode('rg,X\n')]),
    )
    expect(dialog()).toContain('Jörg')
    expect(dialog()).toContain('a guess')
    byRole('button', 'Check the file').click()
    await shown()
    expect(document.querySelector('dialog [role=alert]')?.textContent).toContain('people are known by them')
  })
})

describe('export of contacts', () => {
  it('takes every page of the list as it is narrowed, and nothing that a spreadsheet would run', async () => {
    const asked: object[] = []
    const { client } = createFakeClient({
      listContacts({ query }: { query: { cursor?: string } }) {
        asked.push(query)
        const name = query.cursor ? '=1+1' : 'Ada'
        return { contacts: [aContact({ name })], cursor: query.cursor ? null : 'next', truncated: false }
      },
    })
    const lines = await exportContacts(client, { query: { tag: 'vip' }, fields: [], onCount: () => undefined })
    expect(asked).toEqual([
      { tag: 'vip', limit: '100', sort: 'created' },
      { tag: 'vip', limit: '100', sort: 'created', cursor: 'next' },
    ])
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['Ada', "'=1+1"])
  })
})
