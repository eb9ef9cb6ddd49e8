import type { AgentId, Announcement, AnnouncementId, WorkspaceId } from '@parley/protocol'
import { type Place, scopeOf } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'

export type AnnouncementRecord = {
  _id: AnnouncementId
  workspaceId: WorkspaceId
  /** To whom: a department, or everybody. */
  place: Exclude<Place, AgentId>
  text: string
  by: AgentId
  createdAt: Date
  expiresAt: Date
  /** Who read it, each once. */
  reads: { agentId: AgentId; at: Date }[]
}

/** Who read it is for those who announce. */
export function toWire(record: AnnouncementRecord, reader: AgentPrincipal): Announcement {
  const { _id: id, place, text, by, createdAt, expiresAt, reads } = record
  return {
    ...{ id, text, by, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    scope: scopeOf(place) as Announcement['scope'], // no agent's own place is stored
    // Whoever wrote it knows it.
    isRead: by === reader.agentId || reads.some(({ agentId }) => agentId === reader.agentId),
    ...(reader.role !== 'agent' && {
      reads: reads.map(({ agentId, at }) => ({ agentId, at: at.toISOString() })),
    }),
  }
}
