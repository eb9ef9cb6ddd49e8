import type { SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import { createGroups, type Group } from './groups.ts'
import type { Line, LiveVisitorStore } from './store.ts'

type Deps = { store: LiveVisitorStore; clock: Clock; log: Logger }
type Who = Pick<VisitorPrincipal, 'workspaceId' | 'siteId' | 'visitorId'>
/** One visitor here: his lines, and the timer that runs once there are none. */
type Here = Line & { lines: number; leaving: NodeJS.Timeout | null; group: Group }
/** A visitor who has a line to whichever instance. */
export type Present = Line & { siteId: SiteId }

/** A page that follows another, or a long-poll between two requests, is not a goodbye. Milliseconds, as all here. */
const LINGER_MS = 8_000
const BEAT_MS = 10_000
/** Three beats may be late; the visitors of an instance that is restarted have lines to others before. */
const DEAD_MS = 35_000

/** Which visitors have a line: each instance says so of its own, in the store and with an end. */
export function createPresence({ store, clock, log }: Deps) {
  const here = new Map<VisitorId, Here>()
  const groups = createGroups({ store, clock, log })
  let stopBeating: () => void = () => undefined

  function enter({ workspaceId, siteId, visitorId: id }: Who): Here {
    const group = groups.roomFor(workspaceId, siteId)
    const one: Here = { id, since: clock.now(), lines: 0, leaving: null, group }
    here.set(id, one)
    group.members.set(id, one)
    groups.changed(group)
    return one
  }

  function gone(one: Here): void {
    if (one.leaving) clearTimeout(one.leaving)
    if (here.get(one.id) !== one) return // he was forgotten, and came again
    here.delete(one.id)
    one.group.members.delete(one.id)
    groups.changed(one.group)
  }

  return {
    /** One more line of a visitor; the result ends it. */
    came(who: Who): () => void {
      const one = here.get(who.visitorId) ?? enter(who)
      if (one.leaving) clearTimeout(one.leaving)
      one.leaving = null
      one.lines++
      return () => {
        one.lines--
        if (one.lines === 0) one.leaving = setTimeout(gone, LINGER_MS, one).unref()
      }
    },

    /** Nothing is said of him any more, from this instance. */
    forget(id: VisitorId): void {
      const one = here.get(id)
      if (one) gone(one)
    },

    /** Who has a line, to whichever instance: each once, and since his first; those who came last first. */
    async list(workspaceId: WorkspaceId): Promise<Present[]> {
      const records = await store.list(workspaceId, new Date(clock.now().getTime() - DEAD_MS))
      const byId = new Map<VisitorId, Present>()
      for (const { siteId, lines } of records)
        for (const line of lines) {
          const known = byId.get(line.id)
          if (!known || line.since < known.since) byId.set(line.id, { ...line, siteId })
        }
      return [...byId.values()].sort((a, b) => b.since.getTime() - a.since.getTime() || (a.id < b.id ? 1 : -1))
    },

    start(): void {
      stopBeating = every(
        () => BEAT_MS,
        () => groups.repeat(),
        log,
      )
    },
    /** Whoever was here finds another instance, or this one, in the time that his page may take. */
    async stop(): Promise<void> {
      stopBeating()
      groups.stop()
      for (const { leaving } of here.values()) if (leaving) clearTimeout(leaving)
      await groups.repeat(new Date(clock.now().getTime() - DEAD_MS + LINGER_MS)).catch(
        (error: unknown) => log.warn({ err: error }, 'presence of visitors not written'), // then it ends by itself, later
      )
    },
  }
}
export type Presence = ReturnType<typeof createPresence>
