import { isBug } from '../../errors/is-bug.ts'
import type { EventRecord, Ref } from './model.ts'
import { createSearchFollower, type FollowerDeps, type Woken } from './search-follower.ts'

/** A message is found this long after it was stored, well below the promised five seconds (SYNC-10). */
const EVERY_MS = 1_500
/** Logs of a tenant that are followed with one read and one write: few enough that no flush keeps an append waiting. */
const AT_ONCE = 50
const MAX_HEARD = 2_000

const NOT_WRITTEN = 'events not followed'

type Deps = FollowerDeps & {
  /** Events that wait for the next look in memory; what comes beyond them is read from the store. */
  maxHeard?: number
}

/** Keeps search words behind the logs by a second or two: never in the append (R30). */
export function createSearchIndex({ maxHeard = MAX_HEARD, ...deps }: Deps) {
  const follower = createSearchFollower(deps)
  const woken = new Map<string, Woken>()
  let heard = 0
  let timer: NodeJS.Timeout | null = null
  let running = Promise.resolve()

  function look({ workspaceId, conversationId }: Ref): Woken {
    const one = woken.get(conversationId) ?? { ref: { workspaceId, conversationId }, heard: [] }
    woken.set(conversationId, one)
    runSoon()
    return one
  }

  /** There may be something new in a log, up to `ord`; what, the store knows. */
  function wakeUpTo(ref: Ref, ord: number): void {
    if (!follower.hasReached(ref, ord)) wake(ref)
  }

  function wake(ref: Ref): void {
    follower.forget(ref)
    look(ref).heard = []
  }

  /** An event was stored by this process. */
  function hear(event: EventRecord): void {
    if (heard >= maxHeard) return wake(event)
    heard++
    look(event).heard.push(event)
  }

  function runSoon(): void {
    timer ??= setTimeout(run, EVERY_MS).unref()
  }

  function run(): void {
    timer = null
    running = running.then(drain)
  }

  /** What fails is woken again by the next event, or by the sweep. */
  async function drain(): Promise<void> {
    const tenants = Map.groupBy(woken.values(), ({ ref }) => ref.workspaceId)
    woken.clear()
    heard = 0
    for (const [workspaceId, logs] of tenants)
      for (let i = 0; i < logs.length; i += AT_ONCE) await followSafely(workspaceId, logs.slice(i, i + AT_ONCE))
    await storeSafely()
    if (follower.isBehind()) runSoon()
  }

  /** What is not stored is followed again after a restart. */
  async function storeSafely(withinMs?: number): Promise<void> {
    await follower.store(withinMs).catch((error: unknown) => deps.logger.warn({ err: error }, 'positions not stored'))
  }

  async function followSafely(workspaceId: Ref['workspaceId'], logs: readonly Woken[]): Promise<void> {
    try {
      await follower.follow(workspaceId, logs)
    } catch (error) {
      const conversations = logs.map(({ ref }) => ref.conversationId)
      // One log that meets a bug of ours keeps no other from being found (N88).
      if (logs.length > 1 && isBug(error)) for (const one of logs) await followSafely(workspaceId, [one])
      else deps.logger.warn({ err: error, conversations }, NOT_WRITTEN)
    }
  }

  return {
    wake: wakeUpTo,
    hear,
    /** Indexes now what waits; for tests, and for the operator's commands. */
    async flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      run()
      await running
      await storeSafely(0)
    },
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      await running
      if (timer) clearTimeout(timer) // a round that was under way may have asked for the next
      await storeSafely(0)
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>
