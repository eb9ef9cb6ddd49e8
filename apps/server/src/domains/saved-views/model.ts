import type { AgentId, ConversationFilter, ListSort, SavedView, SavedViewId } from '@parley/protocol'
import type { Kept, Live } from '../../lib/kept.ts'
import { scopeOf } from '../../lib/places.ts'

export type SavedViewRecord = Kept<SavedViewId> & {
  name: string
  filter: ConversationFilter
  sort: ListSort
  createdBy: AgentId
}
/** One that is there. */
export type LiveView = Live<SavedViewRecord>

export function toWire({ _id, place, name, filter, sort, createdBy, updatedAt }: LiveView): SavedView {
  return { id: _id, scope: scopeOf(place), name, filter, sort, createdBy, updatedAt: updatedAt.toISOString() }
}
