import type { WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { isOver } from './model.ts'
import { type BlockedRange, blockedRange, isWithin } from './ranges.ts'
import type { BlockStore } from './store.ts'

/** Who is let in by where he comes from. */
export function createGate({ store, clock }: { store: Pick<BlockStore, 'ranges'>; clock: Clock }) {
  async function rangesOf(workspaceId: WorkspaceId): Promise<BlockedRange[]> {
    const all = await store.ranges(workspaceId)
    return all.filter((one) => !isOver(one, clock.now())).flatMap(blockedRange)
  }
  return {
    rangesOf,
    /** Whoever comes in by a door without a token is looked for in the store itself. Throws `blocked`. */
    async checkAddress(workspaceId: WorkspaceId, address: string): Promise<void> {
      if (isWithin(await rangesOf(workspaceId), address, clock.now())) throw addressBlocked()
    },
  }
}

export const addressBlocked = () => new AppError('blocked', 'Nobody is let in from this address.')
