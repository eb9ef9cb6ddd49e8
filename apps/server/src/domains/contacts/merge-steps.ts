import { LIMITS, type MergeKey, type PersonField } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { contactFor, contactNotFound } from './access.ts'
import { changed } from './change.ts'
import { isVerified, verifiedOf } from './derived.ts'
import { grown, partOf } from './merged.ts'
import { type ContactRecord, isErased } from './model.ts'
import { changedSince } from './refusals.ts'
import type { ContactStore } from './store.ts'

export type Wanted = { from: ContactRecord['_id']; versions: { into: number; from: number }; take: readonly MergeKey[] }

export const versionOf = ({ version = 0 }: ContactRecord) => version
const isFree = (record: ContactRecord) => !record.mergedInto && !isErased(record)

/** The second half of a merge, by whoever comes to it. */
export function createCarryOut(store: Pick<ContactStore, 'find' | 'replace'>) {
  /** The mark goes; with `isFree` he is a contact of his own again. */
  const unmarked = ({ workspaceId, _id, mergingAt }: ContactRecord, isFree: boolean) =>
    changed(
      store,
      () => store.find(workspaceId, _id),
      (record) =>
        record.mergingAt?.getTime() === mergingAt?.getTime()
          ? { merging: undefined, mergingAt: undefined, ...(isFree && { mergedInto: null }) }
          : null,
    )

  const isIn = (record: ContactRecord | null, { _id, mergingAt }: ContactRecord) =>
    record?.merges?.some((entry) => entry.from === _id && entry.at.getTime() === mergingAt?.getTime()) === true

  /** Throws `changed_since` when the other is not what he was any more. */
  return async function carryOut(from: ContactRecord): Promise<ContactRecord> {
    const { workspaceId, merging } = from
    if (!merging) throw contactNotFound()
    const find = () => store.find(workspaceId, merging.into)
    let into = await find()
    if (into && isFree(into) && versionOf(into) === merging.version)
      into = (await store.replace(into, grown(into, from, merging))) ?? (await find())
    const isDone = isIn(into, from)
    await unmarked(from, !isDone)
    if (into && isDone) return into
    throw changedSince(await contactFor(store, from, merging.into))
  }
}

/** Throws `unchanged`, `contact_identified`, `changed_since`, `field_verified`, `list_full`. */
export function judge(into: ContactRecord, from: ContactRecord, { versions, take }: Wanted): void {
  if (into._id === from._id) throw new AppError('unchanged', 'They are one contact already.')
  if (versionOf(into) !== versions.into) throw changedSince(into)
  if (versionOf(from) !== versions.from) throw changedSince(from)
  if (isVerified(from))
    throw new AppError('contact_identified', 'He proved who he is: take the other into him, if that one did not.')
  const fixed: readonly string[] = verifiedOf(into) satisfies readonly PersonField[]
  if (
    take.some((key) => fixed.includes(key) && JSON.stringify(partOf(into, key)) !== JSON.stringify(partOf(from, key)))
  )
    throw new AppError('field_verified', 'His signed identity told this: it stays.')
  const tags = new Set([...(into.tags ?? []), ...(from.tags ?? [])])
  if (tags.size > LIMITS.contactTags || (into.merges ?? []).length >= LIMITS.contactVisitors)
    throw new AppError('list_full', 'The contact would have too many tags, or has taken in as many as he can.')
}
