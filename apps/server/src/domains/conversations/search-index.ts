import { isBug } from '../../errors/is-bug.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConsumerStore, Step } from './consumer-store.ts'
import type { Log } from './log.ts'
import type { EventRecord, Ref } from './model.ts'
import { createWordWriter, type Words } from './search-words.ts'

type Deps = { log: Log; consumers: ConsumerStore; logger: Logger }

export const SEARCH = 'search'
/** A message is found this long after it was stored, well below the promised five seconds (SYNC-10). */
const EVERY_MS = 1_500
const STEP = 500
/** Logs of a tenant that are followed with one read and one write: few enough that no flush keeps an append waiting. */
const AT_ONCE = 50

const NOT_WRITTEN = 'search words not written'

/** A log, and up to where it was followed. */
type Followed = { ref: Ref; from: number }

/** Follows the logs by stored positions and writes search words: never in the append (R30). */
export function createSearchIndex({ log, consumers, logger }: Deps) {
  const words = createWordWriter({ log, logger })
  const dirty = new Map<string, Ref>()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  function wake({ workspaceId, conversationId }: Ref): void {
    dirty.set(conversationId, { workspaceId, conversationId })
    timer ??= setTimeout(run, EVERY_MS).unref()
  }

  function run(): void {
    timer = null
    running = drain().finally(() => {
      running = null
    })
  }

  /** What fails is woken again by the next event, or by the sweep. */
  async function drain(): Promise<void> {
    const tenants = Map.groupBy(dirty.values(), ({ workspaceId }) => workspaceId)
    dirty.clear()
    for (const [workspaceId, refs] of tenants)
      for (let i = 0; i < refs.length; i += AT_ONCE) await followSafely(workspaceId, refs.slice(i, i + AT_ONCE))
  }

  async function followSafely(workspaceId: Ref['workspaceId'], refs: readonly Ref[]): Promise<void> {
    try {
      await follow(workspaceId, refs)
    } catch (error) {
      // One log that meets a bug of ours keeps no other from being found (N88).
      if (refs.length > 1 && isBug(error)) for (const ref of refs) await followSafely(workspaceId, [ref])
      else logger.warn({ err: error, conversations: refs.map(({ conversationId }) => conversationId) }, NOT_WRITTEN)
    }
  }

  /** All of a tenant together: a read and a write for each log would cost the store more than the messages do. */
  async function follow(workspaceId: Ref['workspaceId'], refs: readonly Ref[]): Promise<void> {
    const ids = refs.map(({ conversationId }) => conversationId)
    const reached = new Map((await consumers.list(workspaceId, ids, SEARCH)).map((one) => [one.conversationId, one.n]))
    let left = refs.map((ref): Followed => ({ ref, from: reached.get(ref.conversationId) ?? 0 }))
    while (left.length > 0) {
      const found = await log.events.listAfterAll(left, STEP)
      const logs = Map.groupBy(found, ({ conversationId }) => conversationId)
      const steps = left.flatMap((one) => stepOf(one, logs.get(one.ref.conversationId) ?? []))
      await words.write(steps)
      await consumers.move(SEARCH, steps)
      // What the page cut off comes next, of logs too that it had no room for; a page that was not full was all there is.
      const now = new Map(steps.map(({ ref, to }) => [ref.conversationId, to.n]))
      const isAll = found.length < STEP || steps.length === 0
      left = isAll ? [] : left.map(({ ref, from }) => ({ ref, from: now.get(ref.conversationId) ?? from }))
    }
  }

  return {
    wake,
    /** Indexes now what waits; for the sweep, and for tests. */
    async flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      timer = null
      await running
      await drain()
    },
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>

/** The events that come next in a log, without a gap; nothing when there are none. */
function stepOf({ ref, from }: Followed, found: readonly EventRecord[]): (Step & Words)[] {
  const sorted = found.toSorted((a, b) => a.ord - b.ord)
  const events = sorted.filter(({ ord }, i) => ord === from + 1 + i)
  const last = events.at(-1)
  return last ? [{ ref, from, to: { n: last.ord, id: last._id }, events }] : []
}
