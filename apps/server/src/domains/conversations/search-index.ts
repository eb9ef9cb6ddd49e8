import { isBug } from '../../errors/is-bug.ts'
import type { EventRecord, Ref } from './model.ts'
import { createSearchFollower, type FollowerDeps, type Woken } from './search-follower.ts'

/** A message is found this long after it was stored, well below the promised five seconds (SYNC-10). */
const EVERY_MS = 1_500
/** Logs of a tenant that are followed with one read and one write: few enough that no flush keeps an append waiting. */
const AT_ONCE = 50
const MAX_HEARD = 2_000

const NOT_WRITTEN = 'search words not written'

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
    timer ??= setTimeout(run, EVERY_MS).unref()
    return one
  }

  /** There may be something new in a log; what, the store knows. */
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
    wake,
    hear,
    /** Indexes now what waits; for the sweep, and for tests. */
    async flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      run()
      await running
    },
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>
