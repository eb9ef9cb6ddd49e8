import type { AgentId, Block, BlockId, VisitorId, WorkspaceId } from '@parley/protocol'

export type BlockRecord = {
  _id: BlockId
  workspaceId: WorkspaceId
  kind: Block['target']['type']
  /** Whom: the id of a visitor, or a range in the one way to write it. */
  target: VisitorId | string
  reason: string
  by: AgentId
  createdAt: Date
  /** Null: until somebody lifts it. */
  expiresAt: Date | null
  /** Lifted, or another took its place. */
  endedAt: Date | null
  /** When nothing is kept of it any more. */
  goneAt: Date | null
}

export const isOver = ({ endedAt, expiresAt }: Pick<BlockRecord, 'endedAt' | 'expiresAt'>, now: Date) =>
  endedAt !== null || (expiresAt !== null && expiresAt <= now)

/** `name`: what a blocked visitor calls himself. */
export function toWire(record: BlockRecord, name: string | null): Block {
  const { _id: id, kind, target, reason, by, createdAt, expiresAt } = record
  return {
    id,
    target:
      kind === 'visitor'
        ? { type: 'visitor', visitorId: target as VisitorId, name } // by its kind
        : { type: 'range', range: target },
    ...{ reason, by, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null },
  }
}
