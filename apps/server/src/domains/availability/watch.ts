import type { SiteId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { Sink } from '../../realtime/sink.ts'

/** What visitors of a site are told now, and when the hours change it next. */
export type Told = { text: string; changesAt: Date | null }
type Deps = {
  clock: Clock
  log: Logger
  /** Null once there is no such site. */
  tell(workspaceId: WorkspaceId, siteId: SiteId): Promise<Told | null>
}
/** A site with open widgets here. */
type Watched = {
  workspaceId: WorkspaceId
  siteId: SiteId
  sinks: Set<Sink>
  text: string | null
  /** What looks at it again, and when; in milliseconds of the store's clock. */
  timer: NodeJS.Timeout | null
  dueAt: number
  lookedAt: number
  isLooking: boolean
}

/** Several reasons to look are one look. Milliseconds, as all here. */
const GATHER_MS = 250
/** A site is looked at this often at most, whatever its agents do: thousands may listen. */
const REST_MS = 2_000
/** What the bus lost, and instances that died, are noticed by looking. */
const CHECK_MS = 20_000
/** Nothing is waited for longer than this at a time: clocks are moved, timers have an end. */
const LONGEST_MS = 10 * 60_000

/** Open widgets by site: told of their site when they come, and when it changes. */
export function createWatch({ clock, log, tell }: Deps) {
  const sites = new Map<SiteId, Watched>()

  function lookIn(one: Watched, ms: number): void {
    const now = clock.now().getTime()
    const at = Math.max(now + ms, one.lookedAt + REST_MS)
    if (one.timer && one.dueAt <= at) return
    if (one.timer) clearTimeout(one.timer)
    one.dueAt = at
    one.timer = setTimeout(look, at - now, one).unref()
  }

  async function look(one: Watched): Promise<void> {
    one.timer = null
    if (one.isLooking) return lookIn(one, GATHER_MS)
    one.isLooking = true
    one.lookedAt = clock.now().getTime()
    try {
      hear(one, await tell(one.workspaceId, one.siteId))
    } catch (error) {
      log.warn({ err: error, siteId: one.siteId }, 'availability not found')
    }
    one.isLooking = false
  }

  function hear(one: Watched, told: Told | null): void {
    if (!told || sites.get(one.siteId) !== one) return
    // The first is what they came to: no reason to end a long-poll.
    const way = one.text === null ? 'sendAgain' : 'send'
    const isNews = one.text !== told.text
    one.text = told.text
    if (isNews) for (const sink of one.sinks) sink[way](told.text)
    if (told.changesAt) lookIn(one, Math.min(LONGEST_MS, told.changesAt.getTime() - clock.now().getTime()))
  }

  function enter(workspaceId: WorkspaceId, siteId: SiteId): Watched {
    const empty = { sinks: new Set<Sink>(), text: null, timer: null, dueAt: 0, lookedAt: -Infinity, isLooking: false }
    const one: Watched = { workspaceId, siteId, ...empty }
    sites.set(siteId, one)
    void look(one)
    return one
  }

  const check = async () => {
    for (const one of sites.values()) lookIn(one, GATHER_MS)
  }
  let stopChecking: () => void = () => undefined

  return {
    /** A visitor's line: it hears of its site from now on. The result ends that. */
    follow(sink: Sink, { workspaceId, siteId }: Pick<VisitorPrincipal, 'workspaceId' | 'siteId'>): () => void {
      const one = sites.get(siteId) ?? enter(workspaceId, siteId)
      one.sinks.add(sink)
      if (one.text !== null) sink.sendAgain(one.text)
      return () => {
        one.sinks.delete(sink)
        if (one.sinks.size > 0) return
        if (one.timer) clearTimeout(one.timer)
        if (sites.get(one.siteId) === one) sites.delete(one.siteId)
      }
    },
    /** Somebody came or left, or the owner decided something. */
    changed(which: { siteId: string } | { workspaceId: WorkspaceId }): void {
      for (const one of sites.values()) {
        const isIt = 'siteId' in which ? which.siteId === one.siteId : which.workspaceId === one.workspaceId
        if (isIt) lookIn(one, GATHER_MS)
      }
    },
    /** Looks at every site now: for tests. */
    check,
    start(): void {
      stopChecking = every(() => CHECK_MS, check, log)
    },
    stop(): void {
      stopChecking()
      for (const { timer } of sites.values()) if (timer) clearTimeout(timer)
      sites.clear()
    },
  }
}
