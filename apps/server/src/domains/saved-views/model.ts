import type { AgentId, ConversationFilter, ListSort, SavedView, SavedViewId, WorkspaceId } from '@parley/protocol'
import { type Place, scopeOf } from '../../lib/places.ts'

export type SavedViewRecord = {
  _id: SavedViewId
  workspaceId: WorkspaceId
  /** Where it is found; `gone:` and its id once it was deleted. */
  place: Place | `gone:${SavedViewId}`
  /** Of a deleted one: where it was, and when it goes for good. */
  before?: Place
  expiresAt?: Date
  name: string
  filter: ConversationFilter
  sort: ListSort
  createdBy: AgentId
  updatedAt: Date
}
/** One that is there. */
export type LiveView = SavedViewRecord & { place: Place }

export const isLive = (record: SavedViewRecord): record is LiveView => !record.place.startsWith('gone:')

export function toWire({ _id, place, name, filter, sort, createdBy, updatedAt }: LiveView): SavedView {
  return { id: _id, scope: scopeOf(place), name, filter, sort, createdBy, updatedAt: updatedAt.toISOString() }
}
