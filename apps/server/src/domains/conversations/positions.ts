import type { Database, IndexDescription } from '@parley/database'
import type { Actor, ConversationId, WorkspaceId } from '@parley/protocol'

/** How far a participant got, in both numberings (SYNC-14). Watermarks only rise, but for a deliberate "mark unread". */
export type PositionRecord = {
  _id: string
  workspaceId: WorkspaceId
  conversationId: ConversationId
  holder: string
  type: Actor['type']
  recvOrd: number
  recvVseq: number
  readOrd: number
  readVseq: number
  /** Unread from this `ord` on, though it was read once (I32). */
  unreadFrom?: number
  /** Raised by each "mark unread": a read that carries an older one clears nothing. */
  gen: number
  /** Holders live where their conversation does; when they moved last. */
  at: Date
}

export const positionIndexes: IndexDescription[] = [
  { key: { workspaceId: 1, conversationId: 1, holder: 1 }, unique: true },
]

export type Watermark = { ord: number; vseq: number }
export type MarkInput = {
  workspaceId: WorkspaceId
  conversationId: ConversationId
  holder: Pick<Actor, 'type' | 'id'>
  recv?: Watermark
  read?: Watermark & { gen: number }
}

const majority = { readConcern: { level: 'majority' } } as const

export function createPositionStore(db: Database) {
  const positions = db.collection<PositionRecord>('positions')
  const keyOf = (conversationId: ConversationId, holder: string) => `${conversationId}:${holder}`

  return {
    listOf(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<PositionRecord[]> {
      return positions.find({ workspaceId, conversationId }, majority).limit(50).toArray()
    },

    listFor(workspaceId: WorkspaceId, conversationIds: readonly ConversationId[], holder: string): Promise<PositionRecord[]> {
      return positions
        .find({ workspaceId, conversationId: { $in: [...conversationIds] }, holder }, majority)
        .limit(conversationIds.length + 1)
        .toArray()
    },

    find(workspaceId: WorkspaceId, conversationId: ConversationId, holder: string): Promise<PositionRecord | null> {
      return positions.findOne({ workspaceId, conversationId, holder }, majority)
    },

    /** Raises watermarks; never lowers one (R23). A read of the present generation ends a "mark unread". */
    async raise({ workspaceId, conversationId, holder, recv, read }: MarkInput): Promise<void> {
      const key = { workspaceId, conversationId, holder: holder.id }
      const reached = { recvOrd: Math.max(recv?.ord ?? 0, read?.ord ?? 0), recvVseq: Math.max(recv?.vseq ?? 0, read?.vseq ?? 0) }
      await positions.updateOne(
        key,
        {
          $max: { ...reached, readOrd: read?.ord ?? 0, readVseq: read?.vseq ?? 0 },
          $set: { at: new Date() },
          $setOnInsert: { _id: keyOf(conversationId, holder.id), type: holder.type, gen: 0 },
        },
        { upsert: true },
      )
      if (read)
        await positions.updateOne({ ...key, gen: { $lte: read.gen }, unreadFrom: { $lte: read.ord } }, { $unset: { unreadFrom: '' } })
    },

    /** Marks as unread from `ord` on, whatever was read before. */
    async markUnread(
      { workspaceId, conversationId, holder }: Pick<MarkInput, 'workspaceId' | 'conversationId' | 'holder'>,
      ord: number,
    ): Promise<PositionRecord | null> {
      return positions.findOneAndUpdate(
        { workspaceId, conversationId, holder: holder.id },
        {
          $set: { unreadFrom: ord, at: new Date() },
          $inc: { gen: 1 },
          $setOnInsert: {
            _id: keyOf(conversationId, holder.id),
            type: holder.type,
            recvOrd: 0,
            recvVseq: 0,
            readOrd: 0,
            readVseq: 0,
          },
        },
        { upsert: true, returnDocument: 'after' },
      )
    },
  }
}
export type PositionStore = ReturnType<typeof createPositionStore>

/** Up to where `position` has read, in agents' numbering; a "mark unread" counts. */
export function readOrdOf(position: Pick<PositionRecord, 'readOrd' | 'unreadFrom'> | null | undefined): number {
  if (!position) return 0
  return position.unreadFrom === undefined ? position.readOrd : Math.min(position.readOrd, position.unreadFrom - 1)
}
