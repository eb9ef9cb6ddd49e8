import type { SavedViewId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Place } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { isLive, type LiveView, type SavedViewRecord } from './model.ts'
import type { SavedViewStore } from './store.ts'

type Finder = Pick<SavedViewStore, 'find'>
type Asked = { id: SavedViewId; places: readonly Place[] }

/** The only way from an id in a request to one that `by` may use. Throws `saved_view_not_found`. */
export async function viewFor(store: Finder, by: AgentPrincipal, { id, places }: Asked): Promise<LiveView> {
  const record = await store.find(by.workspaceId, id)
  if (!record || !isLive(record) || !places.includes(record.place)) throw notFound()
  return record
}

/** The same of one that was deleted, as long as it is kept. */
export async function deletedFor(
  store: Finder,
  by: AgentPrincipal,
  { id, places }: Asked,
): Promise<SavedViewRecord & { before: Place }> {
  const record = await store.find(by.workspaceId, id)
  const { before } = record ?? {}
  if (!record || isLive(record) || !before || !places.includes(before)) throw notFound()
  return { ...record, before }
}

export function notFound(): AppError {
  return new AppError('saved_view_not_found', 'There is no such saved view.')
}
