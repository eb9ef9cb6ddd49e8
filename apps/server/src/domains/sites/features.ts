import { type FeatureOptions, LIMITS, type SiteId, type WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import { optionsOf } from './options.ts'
import type { SiteStore } from './store.ts'

/** Sites whose features are remembered. */
const KEPT = 5_000

type Known = { workspaceId: WorkspaceId; at: number; features: Promise<FeatureOptions | null> }

/** What a site lets its visitors do, as it was at most 5 s ago: every command of a visitor and every mark asks. */
export function createFeatures({ store, clock }: { store: Pick<SiteStore, 'find'>; clock: Clock }) {
  const known = createRecentMap<SiteId, Known>(KEPT)
  async function read(workspaceId: WorkspaceId, id: SiteId): Promise<FeatureOptions | null> {
    const record = await store.find(workspaceId, id)
    return record && optionsOf(record).features
  }

  return {
    of(workspaceId: WorkspaceId, id: SiteId): Promise<FeatureOptions | null> {
      const now = clock.now().getTime()
      const had = known.get(id)
      const isFresh = had && now >= had.at && now - had.at < LIMITS.principalMs
      if (isFresh && had.workspaceId === workspaceId) return had.features
      const features = read(workspaceId, id)
      known.set(id, { workspaceId, at: now, features })
      features.catch(() => known.delete(id)) // a store that failed is asked again
      return features
    },
    forget: (id: SiteId) => known.delete(id),
  }
}
