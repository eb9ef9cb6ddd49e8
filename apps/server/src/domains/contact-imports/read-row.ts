import {
  type ContactImportId,
  type CustomField,
  type ImportColumn,
  type ImportRefusal,
  Person,
  Tag,
} from '@parley/protocol'
import * as z from 'zod'
import type { ToldRow } from '../contacts/index.ts'
import { judgeText } from '../custom-fields/index.ts'

type Fields = ReadonlyMap<string, Pick<CustomField, 'type' | 'choices'>>
type Plan = { id: ContactImportId; columns: readonly ImportColumn[]; tags: readonly string[]; fields: Fields }
type Refused = Pick<ImportRefusal, 'reason' | 'column'>

/** Each judges the text of a cell, and gives what is kept of it. */
const CELLS: Record<string, z.ZodType<string>> = {
  name: Person.shape.name,
  email: Person.shape.email.toLowerCase(),
  phone: Person.shape.phone,
  company: z.string().max(120),
  locale: Person.shape.locale,
  note: z.string().max(5000),
  externalId: z.string().max(128),
}
const Tags = z.array(Tag).max(20)

/** What row `n` of a file says of somebody, or why it is refused. Empty cells say nothing. */
export function readRow({ id, columns, tags, fields }: Plan, row: readonly string[], n: number): ToldRow | Refused {
  const told: ToldRow = { row: `${id}:${n}`, externalId: null, email: null, tags: [...tags], changes: {} }
  for (const [i, { header, target }] of columns.entries()) {
    const text = row[i]?.trim() ?? ''
    if (!target || text === '') continue
    if (!put(told, { target, text }, fields)) return { reason: 'bad_value', column: header }
  }
  return told.email || told.externalId ? told : { reason: 'no_key', column: null }
}

/** Adds a cell to what is told; false when it does not fit. */
function put(told: ToldRow, { target, text }: { target: string; text: string }, fields: Fields): boolean {
  if (target.startsWith('field:')) return putField(told, { key: target.slice('field:'.length), text }, fields)
  if (target === 'tags') {
    const read = Tags.safeParse(text.split(/[,;|]/).flatMap((tag) => tag.trim() || []))
    if (read.success) told.tags = [...told.tags, ...read.data]
    return read.success
  }
  const read = CELLS[target]?.safeParse(text)
  if (!read?.success) return false
  if (target === 'externalId') told.externalId = read.data
  else Object.assign(told.changes, { [target]: read.data })
  if (target === 'email') told.email = read.data
  return true
}

function putField(told: ToldRow, { key, text }: { key: string; text: string }, fields: Fields): boolean {
  const field = fields.get(key)
  const judged = field && judgeText(field, text)
  if (!judged || 'problem' in judged) return false
  told.changes.fields = { ...told.changes.fields, [key]: judged.value }
  return true
}
