import type { AgentId, ConversationId, WorkspaceId } from '@parley/protocol'
import type { Leases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import { type AgentRecord, preferencesOf } from '../agents/index.ts'
import type { ConversationRecord } from '../conversations/index.ts'
import { newNotice } from './model.ts'
import { type ForAgent, sees, wantsOf } from './whom.ts'

export type WatchDeps = {
  workspaces: { list(): Promise<{ _id: WorkspaceId }[]> }
  /** Those who may sign in. */
  activeIn(workspaceId: WorkspaceId): Promise<AgentRecord[]>
  /** Who is connected, to whichever instance. */
  presentIn(workspaceId: WorkspaceId): Promise<AgentId[]>
  conversations: {
    /** Open ones of a workspace where somebody waits since a moment between these, the longest first. */
    overdueIn(workspaceId: WorkspaceId, between: Between, limit: number): Promise<ConversationRecord[]>
    /** The open one of an agent in which something happened last. */
    latestOf(workspaceId: WorkspaceId, agentId: AgentId): Promise<ConversationRecord | null>
  }
  put(workspaceId: WorkspaceId, all: readonly ForAgent[]): Promise<void>
  leases: Pick<Leases, 'take'>
  clock: Clock
  log: Logger
}
export type Between = { since: Date; until: Date }

const MINUTE_MS = 60_000
const LOOK_EVERY_MS = 20_000
const LEASE_MS = 60_000
/** What was due longer ago is no news. */
const NEWS_MS = 60 * MINUTE_MS
/** At most so many conversations at a look. */
const MOST = 500
/** A page that is reloaded, a lid that is closed for a moment, a deploy: none of them is news. */
const AWAY_MS = MINUTE_MS
const REMEMBERED = 20_000

/** Writes what no event of a log tells: that somebody waits too long, and that an agent who has conversations went away. */
export function createNoticeWatch(deps: WatchDeps) {
  const { clock, log } = deps
  const told = createRecentMap<string, true>(REMEMBERED)
  /** When agents were seen last, by workspace; what this process did not see is no news when it is gone. */
  const seen = new Map<WorkspaceId, Map<AgentId, number>>()
  let stop: () => void = () => undefined

  async function look(): Promise<void> {
    for (const { _id } of await mine()) {
      await lookIn(_id).catch((error: unknown) => {
        // One that meets a bug holds up no other.
        log.warn({ err: error, workspaceId: _id }, 'notices of a workspace not written yet')
      })
    }
  }

  /** None where another instance looks. While the store is away nobody is seen, and nobody went. */
  async function mine(): Promise<{ _id: WorkspaceId }[]> {
    try {
      if (await deps.leases.take('notices', LEASE_MS)) return await deps.workspaces.list()
      seen.clear()
      return []
    } catch (error) {
      seen.clear()
      throw error
    }
  }

  async function lookIn(workspaceId: WorkspaceId): Promise<void> {
    const there = await deps.activeIn(workspaceId)
    if (there.length === 0) return
    const left = await leftIn(workspaceId)
    const all = [...(await overdue(workspaceId, there)), ...(await gone(workspaceId, there, left))]
    const fresh = all.filter(({ notice }) => !told.get(notice._id))
    if (fresh.length > 0) await deps.put(workspaceId, fresh)
    for (const { notice } of fresh) told.set(notice._id, true)
    for (const id of left.keys()) seen.get(workspaceId)?.delete(id)
  }

  async function overdue(workspaceId: WorkspaceId, there: readonly AgentRecord[]): Promise<ForAgent[]> {
    const now = clock.now().getTime()
    const waits = there.map((agent) => ({ agent, ms: preferencesOf(agent.preferences).overdueMinutes * MINUTE_MS }))
    const between = {
      // No further back than what is news to anybody: an old backlog must not fill the look.
      since: new Date(now - Math.max(...waits.map(({ ms }) => ms)) - NEWS_MS),
      until: new Date(now - Math.min(...waits.map(({ ms }) => ms))),
    }
    const records = await deps.conversations.overdueIn(workspaceId, between, MOST)
    return records.flatMap((record) =>
      waits.flatMap(({ agent, ms }) => {
        const at = (record.waitingSince?.getTime() ?? 0) + ms
        if (at > now || now - at > NEWS_MS || !concerns(record, agent)) return []
        const about = `${record._id} ${record.waitingSince?.toISOString()}`
        return [noticeFor(agent, record._id, { kind: 'overdue', by: null, at: new Date(at), about })]
      }),
    )
  }

  /** Who went away, and when. */
  async function leftIn(workspaceId: WorkspaceId): Promise<ReadonlyMap<AgentId, Date>> {
    const now = clock.now().getTime()
    const lastSeen = seen.get(workspaceId) ?? new Map<AgentId, number>()
    seen.delete(workspaceId) // where that cannot be read nobody went
    for (const id of await deps.presentIn(workspaceId)) lastSeen.set(id, now)
    seen.set(workspaceId, lastSeen)
    const left = [...lastSeen].filter(([, at]) => now - at >= AWAY_MS)
    return new Map(left.map(([id, at]) => [id, new Date(at + AWAY_MS)]))
  }

  /** Those who look after others are told, once for each time that he goes: a repetition is the same notice. */
  async function gone(workspaceId: WorkspaceId, there: readonly AgentRecord[], left: ReadonlyMap<AgentId, Date>) {
    const found = await Promise.all(
      [...left].map(async ([id, at]) => ({ id, at, record: await deps.conversations.latestOf(workspaceId, id) })),
    )
    return found.flatMap(({ id, at, record }) =>
      there.flatMap((agent) => {
        if (!record || agent._id === id || agent.role === 'agent') return []
        return [noticeFor(agent, record._id, { kind: 'offline', by: id, at, about: id })]
      }),
    )
  }

  return {
    /** Looks now; for tests. */
    look,
    start(): void {
      stop = every(() => LOOK_EVERY_MS, look, log)
    },
    close: () => stop(),
  }
}

/** His own, and those of his departments that nobody has. */
function concerns(record: ConversationRecord, agent: AgentRecord): boolean {
  if (record.assigneeId) return record.assigneeId === agent._id
  return agent.departmentIds.includes(record.departmentId) && sees(agent, record)
}

type Said = Pick<Parameters<typeof newNotice>[0], 'kind' | 'by' | 'at' | 'about'>

function noticeFor(agent: AgentRecord, conversationId: ConversationId, said: Said): ForAgent {
  const { workspaceId, _id: agentId } = agent
  const notice = newNotice({ workspaceId, agentId, conversationId, messageId: null, ...said })
  return { notice, wants: wantsOf(agent, said.kind) }
}
