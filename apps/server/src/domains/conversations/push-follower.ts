import { eventIdOf, type SiteId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConsumerStore } from './consumer-store.ts'
import type { Log } from './log.ts'
import type { ConversationRecord, EventRecord, Ref } from './model.ts'
import type { Pusher, Whom } from './ports.ts'
import type { PositionStore } from './position-store.ts'

const PUSH = 'push'
/** A message that did not reach the visitor in this time did not find him. */
const AFTER_MS = 10_000
/** What is older is no news. */
const NEWS_MS = 24 * 60 * 60_000
const LOOK_EVERY_MS = 1_000
/** A push service that is in trouble is asked again, so often, and not at once. */
const TRIES = 4
const AGAIN_MS = 20_000
/** Conversations that wait; what comes beyond them is found by the sweep. */
const MOST = 20_000
const AT_ONCE = 100

type Deps = {
  log: Log
  consumers: ConsumerStore
  positions: PositionStore
  pusher: Pusher
  clock: Clock
  logger: Logger
}
/** Who is told of a conversation, on its site. */
type Whose = Whom & { siteId: SiteId }
const whoseIs = ({ visitorId, contactId, siteId }: ConversationRecord): Whose | null =>
  visitorId && siteId ? { visitorId, contactId, siteId } : null
type Waiting = { ref: Ref; dueAt: number; tries: number }
/** What became of a look at a conversation: nothing more to do, or look again in so many milliseconds. */
type Result = 'done' | 'later' | { inMs: number }

/**
 * Follows the logs by position (SYNC-14): an answer that the visitor's browsers have not received after ten seconds, on
 * whatever instance they may be, is told by push once. What a crash forgets the sweep wakes again. Told twice at worst,
 * by two instances at once: notifications of one conversation take each other's place.
 */
export function createPushFollower(deps: Deps) {
  const { pusher, logger } = deps
  const waiting = new Map<string, Waiting>()
  let timer: NodeJS.Timeout | null = null
  let running = Promise.resolve()

  function wait(ref: Ref, inMs: number, tries = 0): void {
    const { workspaceId, conversationId } = ref
    if (waiting.size >= MOST || waiting.has(conversationId)) return
    waiting.set(conversationId, { ref: { workspaceId, conversationId }, dueAt: performance.now() + inMs, tries })
    timer ??= setTimeout(run, LOOK_EVERY_MS).unref()
  }

  function run(): void {
    timer = null
    running = running.then(() => look(performance.now())).then(again)
  }
  function again(): void {
    if (waiting.size > 0) timer ??= setTimeout(run, LOOK_EVERY_MS).unref()
  }

  /** Looks at everything that is due before `now`. */
  async function look(now: number): Promise<void> {
    const due = [...waiting.values()].filter(({ dueAt }) => dueAt <= now)
    for (const { ref } of due) waiting.delete(ref.conversationId)
    for (const [workspaceId, those] of Map.groupBy(due, ({ ref }) => ref.workspaceId))
      for (let i = 0; i < those.length; i += AT_ONCE) await lookAt(workspaceId, those.slice(i, i + AT_ONCE))
  }

  /** Those whose visitor wants to be notified. A conversation whose summary is not written yet is looked at again. */
  async function visitorsOf(workspaceId: Ref['workspaceId'], those: readonly Waiting[]) {
    if (!(await pusher.isUsed(workspaceId))) return []
    const ids = those.map(({ ref }) => ref.conversationId)
    const records = await deps.log.conversations.list(workspaceId, ids)
    const byId = new Map(records.map((record) => [record._id, whoseIs(record)]))
    for (const one of those) if (!byId.has(one.ref.conversationId)) retry(one)
    const whom = [...byId.values()].filter((one) => one !== null)
    const subscribed = await pusher.subscribed(workspaceId, whom)
    return those.flatMap((one): [Waiting, Whose][] => {
      const his = byId.get(one.ref.conversationId)
      const isWanted = his && [his.visitorId, his.contactId].some((id) => id !== null && subscribed.has(id))
      return isWanted ? [[one, his]] : []
    })
  }

  async function lookAt(workspaceId: Ref['workspaceId'], those: readonly Waiting[]): Promise<void> {
    try {
      for (const [one, his] of await visitorsOf(workspaceId, those)) await follow(one, his)
    } catch (error) {
      logger.warn({ err: error }, 'visitors not notified')
      for (const one of those) retry(one)
    }
  }

  function retry({ ref, tries }: Waiting): void {
    if (tries + 1 < TRIES) wait(ref, AGAIN_MS * 2 ** tries, tries + 1)
  }

  async function follow(one: Waiting, his: Whose): Promise<void> {
    const result = await told(deps, one.ref, his)
    if (result === 'later') retry(one)
    else if (result !== 'done') wait(one.ref, result.inMs, one.tries)
  }

  return {
    /** An event was stored by this process. */
    hear({ kind, actor, ...ref }: EventRecord): void {
      if (kind === 'msg.new' && isAnswer(actor.type)) wait(ref, AFTER_MS)
    },
    /** Something may have been missed in a log. */
    wake: (ref: Ref) => wait(ref, AFTER_MS),
    /** Looks now at what waits; for tests. */
    async flush(): Promise<void> {
      await running
      await look(Infinity)
    },
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      waiting.clear()
      await running
    },
  }
}
export type PushFollower = ReturnType<typeof createPushFollower>

const isAnswer = (type: EventRecord['actor']['type']) => type === 'agent' || type === 'bot' || type === 'api'

/** Tells the visitor of the newest answer, unless he has it, or was told. */
async function told(deps: Deps, ref: Ref, his: Whose): Promise<Result> {
  const { log, consumers, positions, pusher, clock } = deps
  const last = (await log.state(ref))?.lastVisible
  if (!last || !isAnswer(last.actor.type)) return 'done'
  const event = await log.events.find(ref, eventIdOf(last.messageId))
  if (event?.vseq === undefined) return 'done'
  const { ord, vseq, _id: id } = event
  const ageMs = clock.now().getTime() - event.ts.getTime()
  if (ageMs > NEWS_MS) return 'done'
  if (ageMs < AFTER_MS) return { inMs: AFTER_MS - ageMs }
  const [position] = await consumers.list(ref.workspaceId, [ref.conversationId], PUSH)
  if (position && position.n >= ord) return 'done'
  const holders = (await positions.list(ref)).filter(({ type }) => type === 'visitor' || type === 'contact')
  if (holders.some(({ recvVseq }) => recvVseq >= vseq)) return 'done'
  const { conversationId } = ref
  const isTold = await pusher.tell(ref.workspaceId, { ...his, conversationId, from: last.actor.name ?? '' })
  if (!isTold) return 'later'
  await consumers.move(PUSH, [{ ref, from: position?.n ?? 0, to: { n: ord, id } }])
  return 'done'
}
