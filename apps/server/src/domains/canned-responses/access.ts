import type { CannedResponseId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Place } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type CannedRecord, isLive, type LiveCanned } from './model.ts'
import type { CannedStore } from './store.ts'

type Finder = Pick<CannedStore, 'find'>

/** The only way from an id in a request to one that `by` may use. Throws `canned_response_not_found`. */
export async function cannedFor(
  store: Finder,
  by: AgentPrincipal,
  { id, places }: { id: CannedResponseId; places: readonly Place[] },
): Promise<LiveCanned> {
  const record = await store.find(by.workspaceId, id)
  if (!record || !isLive(record) || !places.includes(record.place)) throw notFound()
  return record
}

/** The same of one that was deleted, as long as it is kept. */
export async function deletedFor(
  store: Finder,
  by: AgentPrincipal,
  { id, places }: { id: CannedResponseId; places: readonly Place[] },
): Promise<CannedRecord & { before: Place }> {
  const record = await store.find(by.workspaceId, id)
  const { before } = record ?? {}
  if (!record || isLive(record) || !before || !places.includes(before)) throw notFound()
  return { ...record, before }
}

export function notFound(): AppError {
  return new AppError('canned_response_not_found', 'There is no such canned response.')
}
