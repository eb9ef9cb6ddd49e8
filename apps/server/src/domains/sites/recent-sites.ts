import { type FeatureOptions, type FileOptions, LIMITS, type SiteId, type WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { SiteRecord } from './model.ts'
import { optionsOf } from './options.ts'
import type { SiteStore } from './store.ts'

/** Sites that are remembered. */
const KEPT = 5_000

type Known = { workspaceId: WorkspaceId; at: number; record: Promise<SiteRecord | null> }

/** A site as it was at most 5 s ago: every command of a visitor and every mark asks. */
export function createRecentSites({ store, clock }: { store: Pick<SiteStore, 'find'>; clock: Clock }) {
  const known = createRecentMap<SiteId, Known>(KEPT)

  function find(workspaceId: WorkspaceId, id: SiteId): Promise<SiteRecord | null> {
    const now = clock.now().getTime()
    const had = known.get(id)
    const isFresh = had && now >= had.at && now - had.at < LIMITS.principalMs
    if (isFresh && had.workspaceId === workspaceId) return had.record
    const record = store.find(workspaceId, id)
    known.set(id, { workspaceId, at: now, record })
    record.catch(() => known.delete(id)) // a store that failed is asked again
    return record
  }

  return {
    find,
    /** What it lets its visitors do. */
    async featuresOf(workspaceId: WorkspaceId, id: SiteId): Promise<FeatureOptions | null> {
      const record = await find(workspaceId, id)
      return record && optionsOf(record).features
    },
    /** What they may send beside words. */
    async filesOf(workspaceId: WorkspaceId, id: SiteId): Promise<FileOptions | null> {
      const record = await find(workspaceId, id)
      return record && optionsOf(record).files
    },
    forget: (id: SiteId) => known.delete(id),
  }
}
