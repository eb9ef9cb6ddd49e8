import { type EventId, type Limits, timeOrdered } from '@parley/protocol'
import { isBug } from '../../errors/is-bug.ts'
import type { Leases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConsumerStore } from './consumer-store.ts'
import type { Log } from './log.ts'
import { holdsSlot, type Ref } from './model.ts'
import { NOTICES } from './notice-follower.ts'
import type { AgentDirectory } from './ports.ts'
import type { PushFollower } from './push-follower.ts'
import { SEARCH } from './search-follower.ts'
import type { SearchIndex } from './search-index.ts'
import { createWaking } from './waking.ts'

type Deps = {
  log: Log
  consumers: ConsumerStore
  search: SearchIndex
  notices: Pick<SearchIndex, 'wake'>
  push: Pick<PushFollower, 'wake'>
  leases: Leases
  agents: Pick<AgentDirectory, 'listSlots' | 'giveSlot'>
  clock: Clock
  limits: Pick<Limits, 'leaseMs' | 'sweepOverlapMs' | 'slotReconcileMs'>
  logger: Logger
}

/** Events whose ids are read at once. */
const STEP = 1_000

/** Followers whose stored position is not at the end of a log look at it again. */
async function wakeBehind(
  { consumers, search, notices }: Pick<Deps, 'consumers' | 'search' | 'notices'>,
  workspaceId: Ref['workspaceId'],
  heads: readonly (Ref & { ord: number })[],
): Promise<void> {
  const ids = heads.map(({ conversationId }) => conversationId)
  const followers = [
    { holder: SEARCH, follower: search },
    { holder: NOTICES, follower: notices },
  ]
  for (const { holder, follower } of followers) {
    const followed = new Map((await consumers.list(workspaceId, ids, holder)).map((one) => [one.conversationId, one.n]))
    for (const { conversationId, ord } of heads)
      if ((followed.get(conversationId) ?? 0) < ord) follower.wake({ workspaceId, conversationId }, ord)
  }
}

/** What a crash left undone is found again: summaries and followers behind the log, slots without a conversation. */
export function createSweeps({ log, consumers, search, notices, push, leases, agents, clock, limits, logger }: Deps) {
  /** Heads of the logs with events since `since`, by tenant. */
  async function* touchedSince(since: EventId) {
    for (let after = since; ; ) {
      const found = await log.events.idsSince(after, STEP)
      const heads = new Map<Ref['conversationId'], Ref & { ord: number }>()
      for (const { workspaceId, conversationId, ord } of found) {
        const known = heads.get(conversationId)?.ord ?? 0
        heads.set(conversationId, { workspaceId, conversationId, ord: Math.max(known, ord) })
      }
      yield [...Map.groupBy(heads.values(), ({ workspaceId }) => workspaceId)]
      const last = found.at(-1)
      if (!last || found.length < STEP) return
      after = last._id
    }
  }

  async function repairTenant(
    workspaceId: Ref['workspaceId'],
    heads: readonly (Ref & { ord: number })[],
  ): Promise<number> {
    const ids = heads.map(({ conversationId }) => conversationId)
    const summaries = await log.conversations.list(workspaceId, ids)
    const folded = new Map(summaries.map(({ _id, head }) => [_id, head.ord]))
    await wakeBehind({ consumers, search, notices }, workspaceId, heads)
    let repaired = 0
    for (const { conversationId, ord } of heads) {
      const ref = { workspaceId, conversationId }
      if ((folded.get(conversationId) ?? ord) < ord && (await isCaughtUp(ref))) repaired++
      push.wake(ref)
    }
    return repaired
  }

  async function repairSince(since: number): Promise<number> {
    let repaired = 0
    for await (const tenants of touchedSince(`evt_${timeOrdered(since, new Uint8Array())}`)) {
      for (const [workspaceId, heads] of tenants) repaired += await repairTenant(workspaceId, heads)
    }
    return repaired
  }

  /** A log that meets a bug of ours keeps no other from its repair (N88); it is tried again as long as it is looked at. */
  async function isCaughtUp(ref: Ref): Promise<boolean> {
    try {
      await log.catchUp(ref)
      return true
    } catch (error) {
      if (!isBug(error)) throw error
      logger.error({ err: error, conversationId: ref.conversationId }, 'log cannot be folded')
      return false
    }
  }

  return {
    /**
     * Folds what is behind among the logs that were written to since the last sweep that finished began, less an overlap;
     * one instance at a time (SYNC-35). Gives how many were behind; null when another instance sweeps. A sweep that
     * began within `unlessWithinMs` is enough.
     */
    async repair(unlessWithinMs = 0): Promise<number | null> {
      const lease = await leases.take('sweep', limits.leaseMs)
      if (!lease) return null
      try {
        const startedAt = clock.now()
        const last = await consumers.lastSweep()
        if (last && startedAt.getTime() - last.getTime() < unlessWithinMs) return 0
        const repaired = await repairSince(last ? Math.max(0, last.getTime() - limits.sweepOverlapMs) : 0)
        await consumers.finishSweep(startedAt, lease.fence)
        return repaired
      } finally {
        // Who starts a moment later sweeps as well: what the process before it left is found at once.
        await leases.release('sweep')
      }
    },

    ...createWaking({ log, leases, clock, leaseMs: limits.leaseMs }),

    /** Frees slots that were taken for an assignment which never came, or that a close should have freed (R26, I26). */
    async reconcileSlots(): Promise<void> {
      if (!(await leases.take('slots', limits.slotReconcileMs))) return
      const before = new Date(clock.now().getTime() - limits.slotReconcileMs)
      for (const { workspaceId, agentId, conversationId } of await agents.listSlots(before)) {
        const state = await log.state({ workspaceId, conversationId })
        if (!holdsSlot(state, agentId)) await agents.giveSlot(workspaceId, agentId, conversationId)
      }
    },
  }
}
export type Sweeps = ReturnType<typeof createSweeps>
