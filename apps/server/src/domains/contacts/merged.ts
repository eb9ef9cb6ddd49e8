import { type ContactId, type ContactMerge, LIMITS, type MergeKey } from '@parley/protocol'
import { verifiedOf } from './derived.ts'
import type { ContactRecord, MergeEntry, Merging, MergedValue as Value } from './model.ts'

const PLAIN = ['name', 'email', 'phone', 'company', 'locale', 'note'] as const
type Plain = (typeof PLAIN)[number]
const isPlain = (key: string): key is Plain => (PLAIN as readonly string[]).includes(key)

export function partOf(record: ContactRecord, key: MergeKey): Value {
  if (isPlain(key)) return record[key] || null
  return record.fields?.[key.slice('field:'.length)] ?? null
}

const valuesOf = (record: ContactRecord, keys: readonly MergeKey[]): Record<MergeKey, Value> =>
  Object.fromEntries(keys.map((key) => [key, partOf(record, key)]))

const isSame = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** A record with these values; null takes away. */
function withValues(record: ContactRecord, values: Record<MergeKey, Value>): Partial<ContactRecord> {
  const entries = Object.entries(values)
  const plain = entries.filter(([key]) => isPlain(key)).map(([key, value]) => [key, value ?? undefined])
  const own = entries.filter(([key]) => !isPlain(key)).map(([key, value]) => [key.slice('field:'.length), value])
  const fields = Object.entries({ ...record.fields, ...Object.fromEntries(own) }).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(plain), ...(own.length > 0 && { fields: Object.fromEntries(fields) }) }
}

/** What `into` becomes by taking `from` in. */
export function grown(into: ContactRecord, from: ContactRecord, { take, by, at }: Merging): Partial<ContactRecord> {
  const keys = [...new Set(take)].filter((key) => !isSame(partOf(into, key), partOf(from, key)))
  const made = valuesOf(from, keys)
  const own = into.tags ?? []
  const tags = (from.tags ?? []).filter((tag) => !own.includes(tag))
  const entry: MergeEntry = {
    ...{ from: from._id, name: from.name ?? from.email ?? null, by, at },
    ...{ before: valuesOf(into, keys), made, tags },
  }
  return {
    ...withValues(into, made),
    signed: verifiedOf(into),
    tags: [...own, ...tags],
    hasConversation: into.hasConversation === true || from.hasConversation === true,
    merges: [...(into.merges ?? []), entry],
    updatedAt: at,
    ...(from.seenAt > into.seenAt && { seenAt: from.seenAt }),
  }
}

export const entriesOf = ({ merges = [] }: ContactRecord, from: ContactId, now: Date) =>
  merges.filter((entry) => entry.from === from && untilOf(entry) > now)

const untilOf = ({ at }: MergeEntry) => new Date(at.getTime() + LIMITS.mergeUndoMs)

/** What was taken from him and is another by now. */
const changedOf = (record: ContactRecord, { made }: MergeEntry): MergeKey[] =>
  Object.keys(made).filter((key) => !isSame(partOf(record, key), made[key]))

/**
 * Merges without one of them. What the next one found there, and that one had brought, becomes what was there before both:
 * taken back later, it brings no value of somebody who is gone.
 */
function without(merges: readonly MergeEntry[], gone: MergeEntry): MergeEntry[] {
  const at = merges.indexOf(gone)
  const open = new Set(Object.keys(gone.made))
  const later = merges.slice(at + 1).map((entry) => {
    const found = Object.keys(entry.before).filter((key) => open.delete(key))
    const passed = found.filter((key) => isSame(entry.before[key], gone.made[key]))
    const before = Object.fromEntries(passed.map((key) => [key, gone.before[key] ?? null]))
    return { ...entry, before: { ...entry.before, ...before } }
  })
  return [...merges.slice(0, at), ...later]
}

/** What the contact becomes without `from`, and what stays as somebody made it since. */
export function shrunk(record: ContactRecord, from: ContactId, now: Date) {
  let after = record
  let merges: readonly MergeEntry[] = record.merges ?? []
  const kept = new Set<MergeKey>()
  for (const entry of entriesOf(record, from, now).reverse()) {
    const changed = changedOf(after, entry)
    for (const key of changed) kept.add(key)
    const back = Object.entries(entry.before).filter(([key]) => !changed.includes(key))
    const tags = (after.tags ?? []).filter((tag) => !entry.tags.includes(tag))
    after = { ...after, ...withValues(after, Object.fromEntries(back)), tags }
    merges = without(merges, entry)
  }
  const { name, email, phone, company, locale, note, fields, tags = [] } = after
  const changes: Partial<ContactRecord> = {
    ...Object.fromEntries(Object.entries({ name, email, phone, company, locale, note })),
    ...(fields && { fields }),
    ...{ tags, merges: merges.filter((entry) => entry.from !== from), updatedAt: now },
  }
  return { changes, kept: [...kept] }
}

/** Who was taken in and can be taken out again, the last one first. */
export function mergesOf(record: ContactRecord, now: Date): ContactMerge[] {
  const all = (record.merges ?? []).filter((entry) => untilOf(entry) > now)
  return all.reverse().map((entry) => ({
    ...{ from: entry.from, name: entry.name, by: entry.by },
    at: entry.at.toISOString(),
    until: untilOf(entry).toISOString(),
    changed: changedOf(record, entry),
  }))
}
