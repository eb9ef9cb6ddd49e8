import type { AgentId, Macro, MacroAction, MacroId, WorkspaceId } from '@parley/protocol'
import { type Place, scopeOf } from '../../lib/places.ts'

export type MacroRecord = {
  _id: MacroId
  workspaceId: WorkspaceId
  /** Where it is found; `gone:` and its id once it was deleted. */
  place: Place | `gone:${MacroId}`
  /** Of a deleted one: where it was, and when it goes for good. */
  before?: Place
  expiresAt?: Date
  name: string
  actions: MacroAction[]
  uses: number
  usedAt: Date | null
  createdBy: AgentId
  updatedAt: Date
}
/** One that is there. */
export type LiveMacro = MacroRecord & { place: Place }

export const isLive = (record: MacroRecord): record is LiveMacro => !record.place.startsWith('gone:')

export function toWire(record: LiveMacro): Macro {
  const { _id, place, name, actions, uses, usedAt, createdBy, updatedAt } = record
  return {
    ...{ id: _id, scope: scopeOf(place), name, actions, uses, createdBy },
    usedAt: usedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}
