import type { AgentId, Sound, SoundId, SoundType, WorkspaceId } from '@parley/protocol'

/** What an agent brought to be told by; its bytes stand in a document of their own ({@link SoundBytes}). */
export type SoundRecord = {
  _id: SoundId
  workspaceId: WorkspaceId
  agentId: AgentId
  name: string
  type: SoundType
  bytes: number
  durationMs: number
  createdAt: Date
}

/** No file beside messages' files: it has a few kB, is in every backup, and every instance has it. */
export type SoundBytes = Pick<SoundRecord, '_id' | 'workspaceId' | 'agentId'> & {
  /** In base64. */
  content: string
}

export function toWire({ _id: id, name, type, bytes, durationMs, createdAt }: SoundRecord): Sound {
  return { id, name, type, bytes, durationMs, createdAt: createdAt.toISOString() }
}
