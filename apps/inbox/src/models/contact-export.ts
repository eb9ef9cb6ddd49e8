import type { Client } from '@parley/client'
import type { ContactProfile, CustomField } from '@parley/protocol'
import { CSV_MARK, csvLine } from '../format/csv.ts'
import type { ContactQuery } from './contacts-model.ts'

type Query = Omit<ContactQuery, 'cursor' | 'limit'>
const PAGE = '100'
/** The one order in which all that a search finds comes page by page. */
const ORDER = { sort: 'created' } as const

/** The list as it is narrowed, page by page, as lines of a file; `onCount` hears how many there are so far. */
export async function exportContacts(
  client: Pick<Client, 'call'>,
  { query, fields, onCount }: { query: Query; fields: readonly CustomField[]; onCount(count: number): void },
): Promise<string[]> {
  const keys = ['externalId', 'name', 'email', 'phone', 'company', 'locale', 'tags', 'note', 'seenAt', 'createdAt']
  const lines = [CSV_MARK + csvLine([...keys, ...fields.map(({ key }) => key)])]
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { contacts: ContactProfile[]; cursor: string | null } = await client.call('listContacts', {
      query: { ...query, ...ORDER, limit: PAGE, ...(cursor && { cursor }) },
    })
    for (const contact of page.contacts) lines.push(csvLine(cellsOf(contact, fields)))
    onCount(lines.length - 1)
    cursor = page.cursor
  }
  return lines
}

function cellsOf(contact: ContactProfile, fields: readonly CustomField[]): string[] {
  const { externalId, name, email, phone, company, locale, tags, note, seenAt, createdAt } = contact
  const told = [externalId, name, email, phone, company?.name ?? company?.id, locale, tags.join(', '), note]
  const own = fields.map(({ key }) => contact.fields[key])
  return [...told, seenAt, createdAt, ...own].map((value) => String(value ?? ''))
}
