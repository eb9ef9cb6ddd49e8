import { type AgentId, type EndpointTypes, isQuiet, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { createMemo } from '../../lib/memo.ts'
import { every } from '../../lib/periodic.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type AgentRecord, preferencesOf } from '../agents/index.ts'
import { type ConversationRecord, type Conversations, mayRead } from '../conversations/index.ts'
import { isOfHisOwn, type NoticeRecord, nameIn, sees } from '../notices/index.ts'
import type { DeviceActions } from './actions.ts'
import { type About, type PushRecord, payloadOf } from './model.ts'
import type { PushStore } from './push-store.ts'
import type { DeviceStore } from './store.ts'

export type DeliveryDeps = {
  store: DeviceStore
  pushes: PushStore
  actions: Pick<DeviceActions, 'send'>
  findAgent(workspaceId: WorkspaceId, id: AgentId): Promise<AgentRecord | null>
  conversations(): Pick<Conversations, 'recordsById'>
  /** Whether a window of the agent is connected, to whichever instance. */
  isPresent(workspaceId: WorkspaceId, id: AgentId): Promise<boolean>
  clock: Clock
  log: Logger
}

type Told = EndpointTypes['tellNotices']['body']['told']

/** A window that is open has this long to tell it itself, or to show that it is read. Milliseconds, as all here. */
const WINDOW_MS = 6_000
const LOOK_EVERY_MS = 2_000
const CLAIM_MS = 60_000
/** A window rang and nobody sat there: so long may pass before his other devices are told. */
const UNSEEN_MS = 2 * 60_000
/** A push service that is in trouble is asked again, ever more seldom, for as long as it is news. */
const AGAIN_MS = 20_000
/** What is older is no news; what is sent is remembered longer than a log is followed back. */
const NEWS_MS = 60 * 60_000
const KEPT_MS = 2 * NEWS_MS
const ROUND = 200
const OWNERS_FOR_MS = 3_000
const WORKSPACES = 1_000

/** Sends agents on their devices what no window of theirs told them. */
export function createDelivery(deps: DeliveryDeps) {
  const { store, pushes, clock, log } = deps
  const owners = createMemo<Set<AgentId>>({ clock, forMs: OWNERS_FOR_MS, max: WORKSPACES })
  let stop: () => void = () => undefined

  async function pushOf({ _id, workspaceId, agentId, kind, conversationId, messageId, by, at }: NoticeRecord) {
    const now = clock.now().getTime()
    const waitMs = (await deps.isPresent(workspaceId, agentId)) ? WINDOW_MS : 0
    const record: PushRecord = {
      ...{ _id, workspaceId, agentId, kind, conversationId, messageId, by, at },
      ...{ dueAt: new Date(now + waitMs), tries: 0, left: null, expiresAt: new Date(now + KEPT_MS) },
    }
    return record
  }

  /** Of several of one kind in a conversation the newest is sent: the others say the same. */
  async function run(): Promise<void> {
    const due = await pushes.listDue(clock.now(), ROUND)
    const groups = Map.groupBy(due, ({ agentId, conversationId, kind }) => `${agentId} ${conversationId} ${kind}`)
    for (const group of groups.values()) {
      const [newest, ...older] = group.toSorted((a, b) => b.at.getTime() - a.at.getTime())
      for (const one of older) await pushes.finish(one, { dueAt: null, left: [] })
      if (newest) await attempt(newest)
    }
  }

  async function attempt(seen: PushRecord): Promise<void> {
    const push = await pushes.claim(seen, new Date(clock.now().getTime() + CLAIM_MS))
    if (!push) return
    const left = await deliver(push)
    const now = clock.now().getTime()
    const again = now + AGAIN_MS * 2 ** (push.tries - 1)
    const isOver = left.length === 0 || again - push.at.getTime() > NEWS_MS
    await pushes.finish(push, { dueAt: isOver ? null : new Date(again), left })
  }

  /** Gives the devices that are to be tried again. */
  async function deliver(push: PushRecord): Promise<PushRecord['left'] & object> {
    const { workspaceId, agentId, left, toldIn = [] } = push
    const agent = await deps.findAgent(workspaceId, agentId)
    const about = agent?.state === 'active' ? await aboutOf(deps, push, agent) : null
    if (!agent || !about) return []
    const { pushTells: tells, quiet } = preferencesOf(agent.preferences)
    if (isQuiet(quiet, push.kind, clock.now())) return []
    const devices = (await store.list({ workspaceId, agentId })).filter(
      ({ _id, sessionId }) => (left === null || left.includes(_id)) && !toldIn.includes(sessionId),
    )
    const outcomes = await Promise.all(
      devices.map(async (device) => {
        const text = payloadOf(push, device.texts, { tells, about })
        return { id: device._id, is: await deps.actions.send(device, text, `${agentId} ${push.conversationId}`) }
      }),
    )
    return outcomes.filter(({ is }) => is === 'later').map(({ id }) => id)
  }

  return {
    /** The same notices may come again. */
    async take(workspaceId: WorkspaceId, notices: readonly NoticeRecord[]): Promise<void> {
      if (notices.length === 0) return
      const having = await owners.get(workspaceId, () => store.owners(workspaceId))
      await pushes.insert(await Promise.all(notices.filter(({ agentId }) => having.has(agentId)).map(pushOf)))
    },
    settle: pushes.settle,
    told: tellingOf(deps),
    /** Somebody has a device now, or none any more. */
    changed: (workspaceId: WorkspaceId) => void owners.drop(workspaceId),
    /** Sends what is due now; for tests. */
    run,
    start(): void {
      stop = every(() => LOOK_EVERY_MS, run, log)
    },
    close: () => stop(),
  }
}

/** A window of the agent has told these, to him or to an empty chair. Throws `conversation_not_found`. */
function tellingOf({ conversations, pushes, clock }: Pick<DeliveryDeps, 'conversations' | 'pushes' | 'clock'>) {
  return async (by: AgentPrincipal, those: Told): Promise<void> => {
    // Of what was his he is told also where he may read no more.
    const asked = those.filter(({ kind }) => !isOfHisOwn(kind)).map(({ conversationId }) => conversationId)
    const ids = [...new Set(asked)]
    const { workspaceId, agentId } = by
    const found = ids.length > 0 ? await conversations().recordsById(workspaceId, ids) : []
    const seen = found.filter((record) => mayRead(by, record))
    if (seen.length < ids.length) throw new AppError('conversation_not_found', 'There is no such conversation.')
    const until = new Date(clock.now().getTime() + UNSEEN_MS)
    for (const { kind, conversationId, isSeen = true } of those) {
      if (isSeen) await pushes.settle({ workspaceId, agentId }, { kind, conversationId })
      else await pushes.postpone(by, { kind, conversationId }, until)
    }
  }
}

const NOTHING: About = { visitor: null, words: null }

/** What may be said of the conversation; null when the agent may not see it, or it is there no more. */
async function aboutOf(
  { conversations, findAgent }: Pick<DeliveryDeps, 'conversations' | 'findAgent'>,
  push: PushRecord,
  agent: AgentRecord,
): Promise<About | null> {
  const [record] = await conversations().recordsById(push.workspaceId, [push.conversationId])
  if (!record || record.erasedAt) return null
  if (record.movedTo || !sees(agent, record)) return isOfHisOwn(push.kind) ? NOTHING : null
  if (push.kind === 'offline') {
    const away = push.by && (await findAgent(push.workspaceId, push.by))
    return away ? { visitor: away.name, words: null } : null
  }
  return { visitor: nameIn(record), words: wordsOf(push, record) }
}

function wordsOf({ messageId }: PushRecord, { lastVisible: last }: ConversationRecord): string | null {
  const isIt = last && last.messageId === messageId && last.actor.type !== 'agent'
  return isIt && last.text ? last.text : null
}
