import type { AgentId, Macro, MacroAction, MacroId } from '@parley/protocol'
import type { Kept, Live } from '../../lib/kept.ts'
import { scopeOf } from '../../lib/places.ts'

export type MacroRecord = Kept<MacroId> & {
  name: string
  actions: MacroAction[]
  uses: number
  usedAt: Date | null
  createdBy: AgentId
}
/** One that is there. */
export type LiveMacro = Live<MacroRecord>

export function toWire(record: LiveMacro): Macro {
  const { _id, place, name, actions, uses, usedAt, createdBy, updatedAt } = record
  return {
    ...{ id: _id, scope: scopeOf(place), name, actions, uses, createdBy },
    usedAt: usedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}
