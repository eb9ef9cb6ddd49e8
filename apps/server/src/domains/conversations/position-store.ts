import { type Database, isDuplicateKey } from '@parley/database'
import type { Actor } from '@parley/protocol'
import type { Ref } from './model.ts'

/** How far a participant got, in both numberings (SYNC-14). Watermarks only rise, but for a deliberate "mark unread". */
export type PositionRecord = {
  _id: string
  workspaceId: Ref['workspaceId']
  conversationId: Ref['conversationId']
  holder: string
  type: Actor['type']
  recvOrd: number
  recvVseq: number
  readOrd: number
  readVseq: number
  /** Messages of the other side at or before `readOrd`: unread is what there are now minus this. */
  readCount: number
  /** Unread from this `ord` on, though it was read once (I32), and the other side's messages before it. */
  unreadFrom?: { ord: number; count: number }
  /** Raised by each "mark unread": a read that carries an older one clears nothing. */
  gen: number
}

export const positionIndexes = [{ key: { workspaceId: 1, conversationId: 1, holder: 1 }, unique: true }] as const

/** A place in the log in both numberings, and how many messages of the other side there are up to it. */
export type Watermark = { ord: number; vseq: number; count: number }
export type Raise = { ref: Ref; holder: Pick<Actor, 'type' | 'id'>; recv?: Watermark; read?: Watermark; gen: number }

/** Participants of a conversation whose watermarks are told. */
const MOST = 50

const EMPTY = { recvOrd: 0, recvVseq: 0, readOrd: 0, readVseq: 0, readCount: 0, gen: 0 }

export function createPositionStore(db: Database) {
  const positions = db.collection<PositionRecord>('positions')
  const keyOf = ({ workspaceId, conversationId }: Ref, holder: string) => ({ workspaceId, conversationId, holder })
  const begin = (ref: Ref, holder: Raise['holder']): PositionRecord => ({
    _id: `${ref.conversationId}:${holder.id}`,
    ...keyOf(ref, holder.id),
    type: holder.type,
    ...EMPTY,
  })

  /** Makes the position unless it is there; of two at once one wins. */
  async function ensure(ref: Ref, holder: Raise['holder']): Promise<PositionRecord> {
    const found = await positions.findOne(keyOf(ref, holder.id))
    if (found) return found
    const record = begin(ref, holder)
    try {
      await positions.insertOne(record)
      return record
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      return (await positions.findOne(keyOf(ref, holder.id))) ?? record
    }
  }

  return {
    find: (ref: Ref, holder: string): Promise<PositionRecord | null> => positions.findOne(keyOf(ref, holder)),

    list: ({ workspaceId, conversationId }: Ref): Promise<PositionRecord[]> =>
      positions.find({ workspaceId, conversationId }).limit(MOST).toArray(),

    /** The positions of one holder in many conversations. */
    listOfHolder: (workspaceId: Ref['workspaceId'], ids: readonly Ref['conversationId'][], holder: string) =>
      positions
        .find({ workspaceId, conversationId: { $in: [...ids] }, holder })
        .limit(Math.max(1, ids.length))
        .toArray(),

    /** Raises watermarks and never lowers one (R23); gives the position as it was before. */
    async raise({ ref, holder, recv, read, gen }: Raise): Promise<PositionRecord> {
      const key = keyOf(ref, holder.id)
      const before = await ensure(ref, holder)
      const reached = higher(recv, read)
      if (reached)
        await positions.updateOne(key, {
          $max: {
            ...{ recvOrd: reached.ord, recvVseq: reached.vseq },
            ...(read && { readOrd: read.ord, readVseq: read.vseq, readCount: read.count }),
          },
        })
      // A read that knew of the last "mark unread" ends it (I32).
      if (read) await positions.updateOne({ ...key, gen: { $lte: gen } }, { $unset: { unreadFrom: '' } })
      return before
    },

    /** Unread from `unreadFrom` on, whatever was read before. */
    async markUnread(ref: Ref, holder: Raise['holder'], unreadFrom: { ord: number; count: number }) {
      const record = await ensure(ref, holder)
      const update = { $set: { unreadFrom }, $inc: { gen: 1 } }
      return (await positions.findOneAndUpdate(keyOf(ref, holder.id), update, { returnDocument: 'after' })) ?? record
    },
  }
}
export type PositionStore = ReturnType<typeof createPositionStore>

/** Whoever has read has received. */
export function higher<A extends Watermark | null | undefined>(a: A, b: A): A {
  if (!a || !b) return a ?? b
  return a.ord > b.ord ? a : b
}

type Read = Pick<PositionRecord, 'readOrd' | 'readCount' | 'unreadFrom'>

/** Up to where it is read, in agents' numbering; a "mark unread" counts. */
export function readOrdOf(position: Read | null | undefined): number {
  const { readOrd = 0, unreadFrom } = position ?? {}
  return unreadFrom ? Math.min(readOrd, unreadFrom.ord - 1) : readOrd
}

/** How many of `count` messages of the other side are unread. */
export function unreadOf(position: Read | null | undefined, count: number): number {
  const { readCount = 0, unreadFrom } = position ?? {}
  return Math.max(0, count - (unreadFrom ? Math.min(unreadFrom.count, readCount) : readCount))
}
