import type { Company, ContactChanges, ContactProfile, PersonField } from '@parley/protocol'
import { isNamed, isVerified, verifiedOf } from './derived.ts'
import { type ContactRecord, NEVER } from './model.ts'

/** A contact as agents see him. */
export function toProfile(record: ContactRecord): ContactProfile {
  const { _id: id, version = 0, attributes, fields = {}, note = '', createdAt, seenAt } = record
  const { name = null, email = null, phone = null, company = null, locale = null } = record
  return {
    ...{ id, version, name, email, phone, company, locale, note, fields, attributes },
    externalId: isNamed(record) ? record.externalId : null,
    isVerified: isVerified(record),
    verified: [...verifiedOf(record)],
    tags: [...(record.tags ?? [])],
    hasConversation: record.hasConversation === true,
    createdAt: createdAt.toISOString(),
    updatedAt: (record.updatedAt ?? createdAt).toISOString(),
    seenAt: seenAt > NEVER ? seenAt.toISOString() : null,
  }
}

const PLAIN = ['name', 'email', 'phone', 'locale'] as const

/** What `changes` make of a record; a field that is taken away becomes undefined. */
export function withChanges(record: ContactRecord, changes: ContactChanges): Partial<ContactRecord> {
  const told = PLAIN.flatMap((key) => (changes[key] === undefined ? [] : [[key, changes[key] ?? undefined] as const]))
  return {
    ...Object.fromEntries(told),
    ...(changes.company !== undefined && { company: named(record.company, changes.company) }),
    ...(changes.note !== undefined && { note: changes.note }),
    ...(changes.tags && { tags: [...new Set(changes.tags)] }),
    ...(changes.fields && { fields: withFields(record.fields, changes.fields) }),
  }
}

/** Fields of `changes` that a signed identity told otherwise. */
export function refusedOf(record: ContactRecord, changes: ContactChanges): PersonField[] {
  const after = withChanges(record, changes)
  return verifiedOf(record).filter(
    (key) => changes[key] !== undefined && JSON.stringify(after[key]) !== JSON.stringify(record[key]),
  )
}

/** The same company under another name, or one that no host has an id for. */
function named(before: Company | undefined, name: string | null): Company | undefined {
  if (name === null) return undefined
  if (before) return { ...before, name }
  const id = name
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 120)
  return { id: /\w/.test(id) ? id : 'company', name }
}

function withFields(
  before: ContactRecord['fields'] = {},
  changes: NonNullable<ContactChanges['fields']>,
): NonNullable<ContactRecord['fields']> {
  const after = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null)
  return Object.fromEntries(after) as NonNullable<ContactRecord['fields']> // null is filtered out
}
