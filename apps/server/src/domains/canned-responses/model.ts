import type { AgentId, Attachment, CannedResponse, CannedResponseId, Text } from '@parley/protocol'
import type { Kept, Live } from '../../lib/kept.ts'
import { scopeOf } from '../../lib/places.ts'

export type CannedRecord = Kept<CannedResponseId> & {
  shortcut: string
  title: string
  category: string
  text: Text
  /** Absent from those of before files could go along. */
  files?: Attachment[]
  uses: number
  usedAt: Date | null
  createdBy: AgentId
}
/** One that is there. */
export type LiveCanned = Live<CannedRecord>

export function toWire(record: LiveCanned): CannedResponse {
  const { _id, place, shortcut, title, category, text, files = [], uses, usedAt, createdBy, updatedAt } = record
  return {
    ...{ id: _id, scope: scopeOf(place), shortcut, title, category, text, files, uses, createdBy },
    usedAt: usedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}
