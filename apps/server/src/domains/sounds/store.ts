import type { Database } from '@parley/database'
import { type AgentId, LIMITS, type SoundId, type WorkspaceId } from '@parley/protocol'
import type { SoundBytes, SoundRecord } from './model.ts'

export const soundIndexes = [{ name: 'own', key: { workspaceId: 1, agentId: 1, _id: 1 } }] as const
export const soundByteIndexes = [{ name: 'own', key: { workspaceId: 1, agentId: 1, _id: 1 } }] as const

export type Mine = { workspaceId: WorkspaceId; agentId: AgentId }

export function createSoundStore(db: Database) {
  const sounds = db.collection<SoundRecord>('sounds')
  const contents = db.collection<SoundBytes>('sound_bytes')
  const one = ({ workspaceId, agentId }: Mine, _id: SoundId) => ({ workspaceId, agentId, _id })
  return {
    /** The oldest first. */
    list: ({ workspaceId, agentId }: Mine): Promise<SoundRecord[]> =>
      sounds.find({ workspaceId, agentId }).sort({ _id: 1 }).limit(LIMITS.soundsPerAgent).toArray(),

    find: (mine: Mine, id: SoundId): Promise<SoundRecord | null> => sounds.findOne(one(mine, id)),

    async contentOf(mine: Mine, id: SoundId): Promise<Buffer | null> {
      const found = await contents.findOne(one(mine, id))
      return found && Buffer.from(found.content, 'base64')
    },

    /** The bytes first: what is listed can be played. */
    async insert(record: SoundRecord, content: Buffer): Promise<void> {
      const { _id, workspaceId, agentId } = record
      await contents.insertOne({ _id, workspaceId, agentId, content: content.toString('base64') })
      await sounds.insertOne(record)
    },

    rename: (mine: Mine, id: SoundId, name: string): Promise<SoundRecord | null> =>
      sounds.findOneAndUpdate(one(mine, id), { $set: { name } }, { returnDocument: 'after' }),

    async remove(mine: Mine, id: SoundId): Promise<void> {
      await sounds.deleteOne(one(mine, id))
      await contents.deleteOne(one(mine, id))
    },
  }
}
export type SoundStore = ReturnType<typeof createSoundStore>
