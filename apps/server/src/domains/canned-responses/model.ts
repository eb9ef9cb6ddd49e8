import type { AgentId, CannedResponse, CannedResponseId, Text, WorkspaceId } from '@parley/protocol'
import { type Place, scopeOf } from '../../lib/places.ts'

export type CannedRecord = {
  _id: CannedResponseId
  workspaceId: WorkspaceId
  /** Where it is found; `gone:` and its id once it was deleted, so that its word is free. */
  place: Place | `gone:${CannedResponseId}`
  /** Of a deleted one: where it was, and when it goes for good. */
  before?: Place
  expiresAt?: Date
  shortcut: string
  title: string
  category: string
  text: Text
  uses: number
  usedAt: Date | null
  createdBy: AgentId
  updatedAt: Date
}
/** One that is there. */
export type LiveCanned = CannedRecord & { place: Place }

export const isLive = (record: CannedRecord): record is LiveCanned => !record.place.startsWith('gone:')

export function toWire(record: LiveCanned): CannedResponse {
  const { _id, place, shortcut, title, category, text, uses, usedAt, createdBy, updatedAt } = record
  return {
    ...{ id: _id, scope: scopeOf(place), shortcut, title, category, text, uses, createdBy },
    usedAt: usedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}
