import { randomUUID } from 'node:crypto'
import { LIMITS, type SiteId, type VisitorId, type WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Line, LiveVisitorStore } from './store.ts'

type Deps = { store: Pick<LiveVisitorStore, 'write'>; clock: Clock; log: Logger }
/** One document's worth of a site's visitors. */
export type Group = { name: string; workspaceId: WorkspaceId; siteId: SiteId; members: Map<VisitorId, Line> }

/** Who comes together is written together. Milliseconds. */
const GATHER_MS = 250
/** Visitors of one document: few documents for many visitors, and none that is dear to write. */
const GROUPED = 100

/**
 * What this instance says of its visitors. Not a write for each: a document holds a hundred, and all that changed in five
 * seconds are one command.
 */
export function createGroups({ store, clock, log }: Deps) {
  const instance = randomUUID()
  const groups = new Map<SiteId, Set<Group>>()
  const dirty = new Set<Group>()
  let due: NodeJS.Timeout | null = null
  let wroteAt = -LIMITS.presenceMs
  let made = 0

  function drop(group: Group): void {
    const ofSite = groups.get(group.siteId)
    ofSite?.delete(group)
    if (ofSite?.size === 0) groups.delete(group.siteId)
  }

  async function write(seenAt = clock.now()): Promise<void> {
    const batch = [...dirty]
    if (batch.length === 0) return
    dirty.clear()
    wroteAt = performance.now()
    for (const one of batch) if (one.members.size === 0) drop(one)
    const linesOf = ({ members }: Group) => [...members.values()].map(({ id, since }) => ({ id, since }))
    try {
      const told = batch.map(({ members: _, ...one }, i) => ({ ...one, lines: linesOf(batch[i] as Group) }))
      await store.write(told, seenAt)
    } catch (error) {
      for (const one of batch) dirty.add(one) // the next beat says it again
      throw error
    }
  }

  return {
    /** Where one more visitor of a site is said to be. */
    roomFor(workspaceId: WorkspaceId, siteId: SiteId): Group {
      const ofSite = groups.get(siteId) ?? new Set()
      for (const one of ofSite) if (one.members.size < GROUPED) return one
      const one: Group = { name: `${instance} ${++made}`, workspaceId, siteId, members: new Map() }
      groups.set(siteId, ofSite.add(one))
      return one
    },

    /** Its members are others now: written in a while, with all that changes until then (SYNC-57). */
    changed(group: Group): void {
      dirty.add(group)
      const tell = () => {
        due = null
        write().catch((error: unknown) => log.warn({ err: error }, 'presence of visitors not written'))
      }
      due ??= setTimeout(tell, Math.max(GATHER_MS, wroteAt + LIMITS.presenceMs - performance.now())).unref()
    },

    /** All of it once more, as it was seen at `seenAt`. */
    async repeat(seenAt = clock.now()): Promise<void> {
      for (const ofSite of groups.values()) for (const one of ofSite) dirty.add(one)
      await write(seenAt)
    },
    stop(): void {
      if (due) clearTimeout(due)
    },
  }
}
