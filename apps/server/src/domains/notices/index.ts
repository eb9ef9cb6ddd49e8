import type { Database } from '@parley/database'
import { type AgentId, ENDPOINTS, type Notice, type NoticeId, type WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { createMemo } from '../../lib/memo.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord, Agents } from '../agents/index.ts'
import { type Conversations, mayRead } from '../conversations/index.ts'
import type { Noticed, Noticer } from '../conversations/ports.ts'
import { toWire } from './model.ts'
import { createNoticeStore } from './store.ts'
import { noticesOf } from './whom.ts'

export { noticeIndexes } from './store.ts'

type Deps = {
  db: Database
  bus: Bus
  clock: Clock
  agents: Pick<Agents, 'list'>
  conversations(): Pick<Conversations, 'recordsById'>
}

/** Who works in a workspace is asked for so often, milliseconds. */
const AGENTS_FOR_MS = 2_000
const WORKSPACES = 1_000
const PAGE = 30

/** What agents are told of, kept for each of them: the list behind the bell. Written by following the logs. */
export function createNotices({ db, bus, clock, agents, conversations }: Deps) {
  const store = createNoticeStore(db)
  const present = createMemo<AgentRecord[]>({ clock, forMs: AGENTS_FOR_MS, max: WORKSPACES })
  const activeIn = (workspaceId: WorkspaceId) =>
    present.get(workspaceId, async () => (await agents.list(workspaceId)).filter(({ state }) => state === 'active'))

  function tell(workspaceId: WorkspaceId, agentIds: readonly AgentId[]): void {
    const those = [...new Set(agentIds)]
    if (those.length > 0) bus.publish({ type: 'notices', workspaceId, agentIds: those })
  }

  const noticer: Noticer = {
    async take(workspaceId: WorkspaceId, noticed: readonly Noticed[]): Promise<void> {
      const there = await activeIn(workspaceId)
      const fresh = await store.insert(noticed.flatMap((one) => noticesOf(one, there)))
      for (const record of fresh) if (record.kind === 'message') await store.replace(record)
      tell(workspaceId, [...fresh.map(({ agentId }) => agentId), ...(await settled(workspaceId, noticed))])
    },
  }

  /** Somebody has taken what waited. */
  async function settled(workspaceId: WorkspaceId, noticed: readonly Noticed[]): Promise<AgentId[]> {
    const taken = noticed.filter(
      ({ record, events }) => record.assigneeId !== null && events.some(({ kind }) => kind === 'conv.assign'),
    )
    const whose = await Promise.all(taken.map(({ record }) => store.settle(workspaceId, record._id, 'waiting')))
    return whose.flat()
  }

  /** With how the visitors are called now, of conversations that are still the agent's to see. */
  async function list(by: AgentPrincipal, before: NoticeId | undefined, limit: number) {
    const found = await store.list(by, before, limit + 1)
    const records = found.slice(0, limit)
    const ids = [...new Set(records.map(({ conversationId }) => conversationId))]
    const those = ids.length > 0 ? await conversations().recordsById(by.workspaceId, ids) : []
    const byId = new Map(those.map((one) => [one._id, one]))
    const notices = records.flatMap((record): Notice[] => {
      const about = byId.get(record.conversationId)
      if (!about || !mayRead(by, about)) return []
      return [toWire(record, nameIn(about))]
    })
    return { notices, hasMore: found.length > limit }
  }

  return {
    noticer,
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.listNotices, async ({ principal, query: { before, limit = PAGE } }) => {
        const [page, unread] = await Promise.all([list(principal, before, limit), store.unread(principal)])
        return { ...page, unread }
      })
      handle(scopes, ENDPOINTS.markNotices, async ({ principal, body: { isRead, ...which } }) => {
        await store.mark(principal, which, isRead)
        tell(principal.workspaceId, [principal.agentId])
        return { unread: await store.unread(principal) }
      })
      handle(scopes, ENDPOINTS.clearNotices, async ({ principal }) => {
        await store.clear(principal)
        tell(principal.workspaceId, [principal.agentId])
      })
    },
  }
}

function nameIn({ fields, participants, visitorId }: Noticed['record']): string | null {
  return fields['name'] ?? participants.find(({ id }) => id === visitorId)?.name ?? fields['email'] ?? null
}
