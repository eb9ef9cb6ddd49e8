import type { Database } from '@parley/database'
import type { AgentId, DeviceId, WorkspaceId } from '@parley/protocol'
import type { DeviceRecord } from './model.ts'

export const deviceIndexes = [
  { key: { workspaceId: 1, agentId: 1, toldAt: -1 } },
  { key: { workspaceId: 1, browser: 1 } },
] as const

/** Devices that are kept of one agent. */
const MOST = 10
/** Devices of a workspace that are looked at to find whose they are. */
const MOST_LOOKED_AT = 5_000

export type Mine = { workspaceId: WorkspaceId; agentId: AgentId }

export function createDeviceStore(db: Database) {
  const devices = db.collection<DeviceRecord>('agent_devices')

  const list = ({ workspaceId, agentId }: Mine): Promise<DeviceRecord[]> =>
    devices
      .find({ workspaceId, agentId })
      .sort({ toldAt: -1 })
      .limit(2 * MOST)
      .toArray()

  async function remove({ workspaceId, agentId }: Mine, ids: readonly DeviceId[]): Promise<void> {
    await devices.deleteMany({ workspaceId, agentId, _id: { $in: [...ids] } })
  }

  return {
    list,
    remove,
    find: ({ workspaceId, agentId }: Mine, id: DeviceId): Promise<DeviceRecord | null> =>
      devices.findOne({ _id: id, workspaceId, agentId }),

    /**
     * Keeps it, in place of what was known of the same browser: what is told to somebody who sat there before would be
     * read by whoever does now. Beyond ten the oldest go.
     */
    async put({ _id, workspaceId, agentId, ...record }: DeviceRecord): Promise<void> {
      await devices.updateOne({ _id, workspaceId, agentId }, { $set: record }, { upsert: true })
      await devices.deleteMany({ workspaceId, browser: record.browser, _id: { $ne: _id } })
      const beyond = (await list({ workspaceId, agentId })).slice(MOST).map((one) => one._id)
      if (beyond.length > 0) await remove({ workspaceId, agentId }, beyond)
    },

    async note(
      { _id, workspaceId, agentId }: DeviceRecord,
      how: Pick<DeviceRecord, 'last' | 'failing'>,
    ): Promise<void> {
      await devices.updateOne({ _id, workspaceId, agentId }, { $set: how })
    },

    /** Who has any. */
    async owners(workspaceId: WorkspaceId): Promise<Set<AgentId>> {
      const found = await devices.find({ workspaceId }).limit(MOST_LOOKED_AT).toArray()
      return new Set(found.map(({ agentId }) => agentId))
    },
  }
}
export type DeviceStore = ReturnType<typeof createDeviceStore>
