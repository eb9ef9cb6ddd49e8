import type { Database } from '@parley/database'
import {
  type AgentId,
  type ConversationId,
  ENDPOINTS,
  type Notice,
  type NoticeId,
  type NoticeKind,
  type WorkspaceId,
} from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createMemo } from '../../lib/memo.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord, Agents } from '../agents/index.ts'
import { type Conversations, mayRead } from '../conversations/index.ts'
import type { Noticed, Noticer } from '../conversations/ports.ts'
import { type Given, type NoticeRecord, newNotice, toWire } from './model.ts'
import { createNoticeStore } from './store.ts'
import { type ForAgent, isOfHisOwn, noticesOf, wantsOf } from './whom.ts'

export type { NoticeRecord } from './model.ts'
export { noticeIndexes } from './store.ts'
export { createNoticeWatch } from './watch.ts'
export { isOfHisOwn, sees } from './whom.ts'
export type Notices = ReturnType<typeof createNotices>

/** What notices ask of whoever tells agents on devices where no window is open. */
export type NoticePusher = {
  /** The same notices may come again. */
  take(workspaceId: WorkspaceId, notices: readonly NoticeRecord[]): Promise<void>
  /** These need not be told any more: to one agent, or to anybody. */
  settle(
    whose: { workspaceId: WorkspaceId; agentId?: AgentId },
    which: { ids?: readonly NoticeId[]; conversationId?: ConversationId; kind?: NoticeKind },
  ): Promise<void>
}

type Deps = {
  db: Database
  bus: Bus
  clock: Clock
  agents: Pick<Agents, 'list'>
  /** Who comes later in the row. */
  later(): { conversations: Pick<Conversations, 'recordsById'>; agentDevices: NoticePusher }
}

/** Who works in a workspace is asked for so often, milliseconds. */
const AGENTS_FOR_MS = 2_000
const WORKSPACES = 1_000
const PAGE = 30

/** What agents are told of, kept for each of them: the list behind the bell. Written by following the logs. */
export function createNotices({ db, bus, clock, agents, later }: Deps) {
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
      const all = noticed.flatMap((one) => noticesOf(one, there))
      const fresh = await write(workspaceId, all)
      tell(workspaceId, [...fresh, ...(await settled(workspaceId, noticed))])
    },
  }

  /** On the ways that each agent wants. Gives whose list has changed. */
  async function write(workspaceId: WorkspaceId, all: readonly ForAgent[]): Promise<AgentId[]> {
    const fresh = await store.insert(all.flatMap(({ notice, wants }) => (wants.centre ? [notice] : [])))
    for (const record of fresh) if (record.kind === 'message') await store.replace(record)
    const pushed = all.flatMap(({ notice, wants }) => (wants.push ? [notice] : []))
    await later().agentDevices.take(workspaceId, pushed)
    return fresh.map(({ agentId }) => agentId)
  }

  /** Somebody has taken what waited. */
  async function settled(workspaceId: WorkspaceId, noticed: readonly Noticed[]): Promise<AgentId[]> {
    const taken = noticed.filter(
      ({ record, events }) => record.assigneeId !== null && events.some(({ kind }) => kind === 'conv.assign'),
    )
    for (const { record } of taken)
      await later().agentDevices.settle({ workspaceId }, { conversationId: record._id, kind: 'waiting' })
    const whose = await Promise.all(taken.map(({ record }) => store.settle(workspaceId, record._id, 'waiting')))
    return whose.flat()
  }

  /** With how the visitors are called now, of conversations that are still the agent's to see. */
  async function list(by: AgentPrincipal, before: NoticeId | undefined, limit: number) {
    const found = await store.list(by, before, limit + 1)
    const records = found.slice(0, limit)
    const ids = [...new Set(records.map(({ conversationId }) => conversationId))]
    const those = ids.length > 0 ? await later().conversations.recordsById(by.workspaceId, ids) : []
    const byId = new Map(those.map((one) => [one._id, one]))
    const notices = records.flatMap((record): Notice[] => {
      const about = byId.get(record.conversationId)
      if (isOfHisOwn(record.kind) && (!about || !mayRead(by, about))) return [toWire(record, null)]
      if (!about || !mayRead(by, about)) return []
      return [toWire(record, nameIn(about, record.by))]
    })
    return { notices, hasMore: found.length > limit }
  }

  /** What no event of a log tells. */
  const put = async (workspaceId: WorkspaceId, all: readonly ForAgent[]): Promise<void> =>
    tell(workspaceId, await write(workspaceId, all))

  async function tellOne(one: Given): Promise<void> {
    const agent = (await activeIn(one.workspaceId)).find(({ _id }) => _id === one.agentId)
    if (agent) await put(one.workspaceId, [{ notice: newNotice(one), wants: wantsOf(agent, one.kind) }])
  }

  return {
    ...{ noticer, tellOne, activeIn, put },
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.listNotices, async ({ principal, query: { before, limit = PAGE } }) => {
        const [page, unread] = await Promise.all([list(principal, before, limit), store.unread(principal)])
        return { ...page, unread }
      })
      handle(scopes, ENDPOINTS.markNotices, async ({ principal, body: { isRead, ...which } }) => {
        await store.mark(principal, which, isRead)
        if (isRead) await later().agentDevices.settle(mineOf(principal), defined(which))
        tell(principal.workspaceId, [principal.agentId])
        return { unread: await store.unread(principal) }
      })
      handle(scopes, ENDPOINTS.clearNotices, async ({ principal }) => {
        await store.clear(principal)
        await later().agentDevices.settle(mineOf(principal), {})
        tell(principal.workspaceId, [principal.agentId])
      })
    },
  }
}

const mineOf = ({ workspaceId, agentId }: AgentPrincipal) => ({ workspaceId, agentId })

/** What a conversation's visitor is called now; a chat between agents by its name, or by who wrote. */
export function nameIn({ fields, participants, visitorId, team, last }: Noticed['record'], by?: AgentId | null) {
  if (team) return fields['name'] ?? participants.find(({ id }) => id === by)?.name ?? last?.actor.name ?? null
  return fields['name'] ?? participants.find(({ id }) => id === visitorId)?.name ?? fields['email'] ?? null
}
