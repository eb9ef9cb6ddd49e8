import type { VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { BlockRecord } from './model.ts'
import { type BlockStore, MOST_RANGES } from './store.ts'

export type PuttingDeps = {
  store: BlockStore
  visitors: {
    /** Throws `visitor_not_found`. */
    setBlocked(workspaceId: WorkspaceId, id: VisitorId, blocked: boolean, until: Date | null): Promise<void>
  }
  clock: Clock
  /** Tells whoever remembers the ranges of this workspace, in every instance, that they are others now. */
  changed(workspaceId: WorkspaceId): void
}

/** So long one that was lifted can be brought back. */
const KEPT_MS = 24 * 60 * 60_000

/** Blocks come and go. A visitor carries his own, which is written first: what fails between can be tried again. */
export function createPutting({ store, visitors, clock, changed }: PuttingDeps) {
  const laterGone = () => new Date(clock.now().getTime() + KEPT_MS)

  async function mark({ workspaceId, kind, target }: BlockRecord, blocked: boolean, until: Date | null) {
    if (kind === 'visitor') await visitors.setBlocked(workspaceId, target as VisitorId, blocked, until) // by its kind
  }

  /** It is there: others of the same visitor or range are over. */
  async function settled(record: BlockRecord): Promise<void> {
    await store.endOthers(record, record._id, clock.now(), laterGone())
    if (record.kind === 'range') changed(record.workspaceId)
  }

  /** Throws `list_full`. */
  async function checkRoom({ workspaceId, kind, target }: BlockRecord): Promise<void> {
    if (kind === 'visitor') return
    const others = (await store.ranges(workspaceId)).filter((one) => one.target !== target)
    if (others.length >= MOST_RANGES) throw new AppError('list_full', `There are ${MOST_RANGES} of them already.`)
  }

  return {
    async insert(record: BlockRecord): Promise<BlockRecord> {
      await checkRoom(record)
      await mark(record, true, record.expiresAt)
      await store.insert(record)
      await settled(record)
      return record
    },

    /** Null when it is gone for good. */
    async restore(record: BlockRecord): Promise<BlockRecord | null> {
      await checkRoom(record)
      await mark(record, true, record.expiresAt)
      const back = await store.restore(record, record.expiresAt)
      if (back) await settled(back)
      return back
    },

    async lift(record: BlockRecord): Promise<void> {
      await mark(record, false, null)
      await store.end(record, clock.now(), laterGone())
      if (record.kind === 'range') changed(record.workspaceId)
    },

    async liftVisitor(workspaceId: WorkspaceId, id: VisitorId): Promise<void> {
      await visitors.setBlocked(workspaceId, id, false, null)
      await store.endOthers({ workspaceId, kind: 'visitor', target: id }, null, clock.now(), laterGone())
    },
  }
}
