import type { ContactId, IdentityKeyId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type ContactRecord, type IdentityKeyRecord, isErased } from './model.ts'
import type { ContactStore } from './store.ts'

/** The only way from an id in a request to a key. That the agent is an admin is the route's own rule. Throws `key_not_found`. */
export async function keyFor(
  store: Pick<ContactStore, 'findKey'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: IdentityKeyId,
): Promise<IdentityKeyRecord> {
  const record = await store.findKey(workspaceId, id)
  if (!record) throw keyNotFound()
  return record
}

/**
 * The only way from an id in a request to a contact; of one who was merged into another, that one. Throws
 * `contact_not_found`.
 */
export async function contactFor(
  store: Pick<ContactStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: ContactId,
): Promise<ContactRecord> {
  const record = await rootOf(store, workspaceId, id)
  if (!record || isErased(record)) throw contactNotFound()
  return record
}

/** Merges in a row that are followed. */
const FOLLOWED = 20

/** Who `id` is since the last merge. */
export async function rootOf(
  store: Pick<ContactStore, 'find'>,
  workspaceId: WorkspaceId,
  id: ContactId,
): Promise<ContactRecord | null> {
  return (await lineOf(store, workspaceId, id)).at(-1) ?? null
}

/** Him, and whoever he was merged into, one after another. Whoever was merged into somebody erased is his own. */
export async function lineOf(
  store: Pick<ContactStore, 'find'>,
  workspaceId: WorkspaceId,
  id: ContactId,
): Promise<ContactRecord[]> {
  const line: ContactRecord[] = []
  for (let next: ContactId | null = id; next && line.length <= FOLLOWED; ) {
    const record: ContactRecord | null = await store.find(workspaceId, next)
    if (!record || (line.length > 0 && isErased(record))) return line
    line.push(record)
    next = record.mergedInto ?? null
  }
  return line
}

export function contactNotFound(): AppError {
  return new AppError('contact_not_found', 'There is no such contact.')
}

export function keyNotFound(): AppError {
  return new AppError('key_not_found', 'There is no such key.')
}
