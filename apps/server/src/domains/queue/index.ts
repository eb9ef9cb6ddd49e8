import type { HoursOptions, SiteId, WorkspaceId } from '@parley/protocol'
import { isOpenAt } from '@parley/protocol/hours'
import type { Bus } from '../../bus/bus.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { createMemo } from '../../lib/memo.ts'
import type { QueueFeed } from '../../realtime/index.ts'
import type { Line } from '../conversations/index.ts'
import { optionsOf, type SiteRecord } from '../sites/index.ts'
import { type Answered, type History, historyOf, waitOf } from './estimate.ts'
import { COUNTED, createWatch, type InLine, type Standing } from './watch.ts'

type Deps = {
  bus: Bus
  /** The store's clock: waits are measured by it. */
  clock: Clock
  log: Logger
  /** A site as it was a few seconds ago at most. */
  siteOf(workspaceId: WorkspaceId, id: SiteId): Promise<SiteRecord | null>
  /** Whether anybody of the team is connected. */
  isStaffed(workspaceId: WorkspaceId): Promise<boolean>
  /** Who waits in a line since a moment after `since`, the longest first. */
  waitingIn(line: Line, since: Date, limit: number): Promise<InLine[]>
  /** What was answered in a line after `since`, the latest first. */
  firstAnswersIn(line: Line, since: Date, limit: number): Promise<Answered[]>
}

/** Whoever has waited longer stands in no line any more: nobody is going down it to him. */
const IN_LINE_MS = 24 * 60 * 60_000
/** Answers that promises are learned from: of so long, and so many of them. */
const LEARNED_MS = 30 * 24 * 60 * 60_000
const LEARNED = 500
/** How long what was learned holds, and of how many lines it is kept. */
const HISTORY_FOR_MS = 5 * 60_000
const HISTORIES = 1_000

/** The place of each conversation that waits for an agent, and how long that takes: told to its visitor as it changes. */
export function createQueue(deps: Deps) {
  const { bus, clock, log } = deps
  const histories = createMemo<History>({ clock, forMs: HISTORY_FOR_MS, max: HISTORIES })
  const before = (ms: number) => new Date(clock.now().getTime() - ms)

  /** Who asked while it was closed knew that he would wait: what came of that says nothing of today. */
  function learned(line: Line, hours: HoursOptions): Promise<History> {
    return histories.get(`${line.workspaceId} ${line.departmentId} ${JSON.stringify(hours)}`, async () => {
      const answers = await deps.firstAnswersIn(line, before(LEARNED_MS), LEARNED)
      return historyOf(answers, answers.length === LEARNED, (askedAt) => isOpenAt(hours, askedAt))
    })
  }

  /** Nothing is promised while nobody is there who could keep it. */
  async function promises(line: Line, { hours }: { hours: HoursOptions }): Promise<History | null> {
    const mayPromise = isOpenAt(hours, clock.now()) && (await deps.isStaffed(line.workspaceId))
    return mayPromise ? learned(line, hours) : null
  }

  const watch = createWatch({
    ...{ clock, log },
    list: (line, limit) => deps.waitingIn(line, before(IN_LINE_MS), limit),
    async guide(line, siteId) {
      const site = await deps.siteOf(line.workspaceId, siteId)
      const options = site && optionsOf(site)
      if (!options?.features.queue) return null
      const history = await promises(line, options)
      const now = clock.now()
      return (standing) => JSON.stringify(frameOf(standing, history, now))
    },
  })
  const stopListening = bus.subscribe((message) => {
    if (message.type === 'row') watch.hear(message)
  })
  const feed: QueueFeed = { follow: watch.follow }

  return {
    feed,
    /** What runs by the clock, by hand: for tests. */
    check: watch.check,
    size: watch.size,
    /** Begins what runs by the clock. */
    start: watch.start,
    close(): void {
      stopListening()
      watch.stop()
    },
  }
}

function frameOf({ conversationId, place }: Standing, history: History | null, now: Date) {
  if (!place) return { t: 'queue', conversationId, position: COUNTED, isBeyond: true, wait: null }
  const { since, before } = place
  const wait = history && waitOf(history, { since, before: before.map((one) => one.since) }, now)
  return { t: 'queue', conversationId, position: before.length + 1, wait }
}
