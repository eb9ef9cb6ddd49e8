import { AppError } from '../../errors/app-error.ts'
import { contactNotFound } from './access.ts'
import type { ContactRecord } from './model.ts'
import type { ContactStore } from './store.ts'

/** Tries before a contact that never stays what he was is given up. */
const TRIES = 20

/**
 * The contact whom `find` finds, as `decide` makes him; it is asked again whenever somebody else was first. Null of it
 * changes nothing. Throws `contact_not_found`, `busy`.
 */
export async function changed(
  store: Pick<ContactStore, 'replace'>,
  find: () => Promise<ContactRecord | null>,
  decide: (record: ContactRecord) => Partial<ContactRecord> | null,
): Promise<ContactRecord> {
  for (let i = 0; i < TRIES; i++) {
    const record = await find()
    if (!record) throw contactNotFound()
    const changes = decide(record)
    if (!changes) return record
    const after = await store.replace(record, changes)
    if (after) return after
  }
  throw new AppError('busy', 'Too many change this contact at once.')
}
