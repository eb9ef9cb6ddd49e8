import { ClientError } from '@parley/client'
import type { PersonFile } from '@parley/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, showApp, shown } from '../../testing/fake-app.tsx'
import { AGENT, aContact, at, idOf, VISITOR } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

const contact = aContact({ name: 'Priya' })
function aPersonFile(n: number, change: Partial<PersonFile> = {}): PersonFile {
  const tail = String(n).padStart(20, '0')
  const file = { id: `att_${tail}` as const, name: `plan ${n}.pdf`, type: 'application/pdf', size: 2048 }
  return {
    file: { ...file, hasThumbnail: false },
    ...{ conversationId: idOf(n), messageId: `msg_${tail}`, by: VISITOR, at: at(n), isNote: false },
    ...change,
  }
}
type Asked = { limit: string; cursor?: string; contactId?: string }

/** The page of a contact with these files, of whom a page holds three. */
async function open(all: readonly PersonFile[]) {
  const server = { asked: [] as Asked[], isDown: false }
  const app = await showApp({
    path: `/inbox/contacts/${contact.id}`,
    answers: {
      listCustomFields: () => ({ fields: [] }),
      listContacts: () => ({ contacts: [contact], cursor: null, truncated: false }),
      getContact: () => ({ contact, visitors: [], conversations: [] }),
      findDuplicates: () => ({ likely: [], merged: [] }),
      listPersonFiles({ query }: { query: Asked }) {
        if (server.isDown) throw new ClientError('busy', 503)
        server.asked.push(query)
        const from = all.findIndex(({ file }) => file.id === query.cursor) + 1
        const files = all.slice(from, from + 3)
        const cursor = from + 3 < all.length ? (files.at(-1)?.file.id ?? null) : null
        return { files, cursor }
      },
      linkAttachments: ({ body }: { body: { ids: string[] } }) => ({
        links: body.ids.map((id) => ({ id, url: `https://f.example/${id}`, thumbnailUrl: null, expiresAt: at(600) })),
      }),
    },
  })
  end = app.end
  await shown()
  await shown()
  return { server, router: app.router }
}
const rows = (within: ParentNode | null = document.querySelector('aside')) =>
  [...(within?.querySelectorAll('.pf li') ?? [])].map((row) => row.textContent ?? '')
const dialog = () => document.querySelector('dialog')

describe('files of a person', () => {
  it('stand on his page with their size, who sent them and the way to the message', async () => {
    const { server, router } = await open([
      aPersonFile(2, { by: { ...AGENT, id: 'agt_00000000000000000009', name: 'Ben' }, isNote: true }),
      aPersonFile(1),
    ])
    expect(server.asked[0]).toMatchObject({ contactId: contact.id })
    expect(rows()).toHaveLength(2)
    expect(rows()[0]).toMatch(/PDF.*plan 2\.pdf.*2 kB.*Ben.*with a note/)
    expect(rows()[1]).toMatch(/plan 1\.pdf.*2 kB.*Priya/)
    const link = byRole('link', 'plan 1.pdf') as HTMLAnchorElement
    expect(link.href).toBe(`https://f.example/${aPersonFile(1).file.id}`)
    byRole('link', 'Show plan 1.pdf in its conversation').click()
    await shown()
    const { messageId } = aPersonFile(1)
    expect(router.route.value).toMatchObject({ screen: 'conversations', conversationId: idOf(1), messageId })
  })

  it('come page by page in their dialog, and a page that fails is asked for again with what stands there kept', async () => {
    const { server } = await open([7, 6, 5, 4, 3, 2, 1].map((n) => aPersonFile(n)))
    byRole('button', 'All files').click()
    await shown()
    expect(rows(dialog())).toHaveLength(3)
    byRole('button', 'Older files').click()
    await shown()
    expect(rows(dialog())).toHaveLength(6)
    server.isDown = true
    byRole('button', 'Older files').click()
    await shown()
    expect(dialog()?.textContent).toContain('The files did not come.')
    expect(rows(dialog())).toHaveLength(6)
    server.isDown = false
    byRole('button', 'Try again').click()
    await shown()
    expect(rows(dialog()).map((text) => /plan (\d)/.exec(text)?.[1])).toEqual(['7', '6', '5', '4', '3', '2', '1'])
  })

  it('say that there are none', async () => {
    await open([])
    expect(document.querySelector('aside')?.textContent).toContain('No files yet.')
  })
})
