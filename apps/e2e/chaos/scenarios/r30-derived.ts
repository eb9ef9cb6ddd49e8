import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@parley/database'
import { eventually } from '../../src/harness/eventually.ts'
import { drained } from '../rig/drained.ts'
import type { Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { readLogs, type StoredEvent } from '../rig/stored-log.ts'
import { beginChats, type Chats, talk } from '../rig/talk.ts'

const LONG = { visitors: 40, agents: 6, perSecond: 80, kills: 20 }
const SHORT = { visitors: 6, agents: 2, perSecond: 14, kills: 3 }
/** After the last start: the sweep folds what a crash left, and search is 5 s behind at most (SYNC-10). */
const DERIVED_MS = 30_000

/** What the rig reads of a summary. */
type Summary = {
  _id: string
  workspaceId: string
  head: { ord: number; vseq: number; id: string | null }
  counts: { messages: number; visitor: number; notes: number }
  last: { messageId: string } | null
  lastVisible: { messageId: string } | null
  participants: { id: string }[]
}
type Derived = StoredEvent & { _id: string; tokens?: string[] }

export const derived: Scenario = {
  id: 'R30',
  title: 'what is derived from the log equals it after crashes: summaries, counters, unread, search',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, kills } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const [server] = cluster.instances
  const chats = await beginChats(stage, cluster, { visitors, agents })
  const talking = talk(stage, chats, perSecond)
  for (let kill = 1; kill <= kills; kill++) {
    await pause(stage.random.between(500, 1_500))
    for (const chat of chats.agents) if (stage.random.chance(0.5)) chat.say('note.new')
    await server?.kill()
    await server?.start()
    stage.say(`kill -9, ${kill} of ${kills}: ${talking.acked()} acknowledged`)
  }
  talking.stop()
  await drained(stage.people, 60_000)
  // Killed once more with folds and search words under way, then left to itself: nobody reads, nobody writes.
  await server?.kill()
  await server?.start()
  const [agent] = chats.agentPeople
  if (agent) await untilFound(stage, agent, chats)
  if (agent) await demandUnread(stage, agent, chats)
  await stage.settle(cluster)
  await cluster.readStore(({ db }) => judge(stage, db))
}

/** Everything that was said last is found by its words. */
async function untilFound(stage: Stage, agent: Person, { visitors }: Chats): Promise<void> {
  const began = performance.now()
  for (const chat of visitors) {
    const text = chat.messages().at(-1)?.body?.text ?? ''
    const find = async () => {
      const query = { view: 'all' as const, search: text }
      const { rows } = await agent.client.call('listConversations', { query })
      return rows.some(({ id }) => id === chat.handle.id.value)
    }
    await eventually(`"${text}" to be found`, find, { withinMs: DERIVED_MS })
  }
  stage.figure('all found after ms', performance.now() - began)
}

/** Nobody has read anything: every message of a visitor is unread. */
async function demandUnread(stage: Stage, { client }: Person, { visitors }: Chats): Promise<void> {
  const { rows } = await client.call('listConversations', { query: { view: 'all', limit: '100' } })
  for (const chat of visitors) {
    const row = rows.find(({ id }) => id === chat.handle.id.value)
    const said = chat.messages().filter(({ mine, n }) => mine && n !== null).length
    stage.demand(row?.unread === said, `${row?.id} has ${row?.unread} unread messages, not ${said}`)
  }
}

async function judge(stage: Stage, db: Database): Promise<void> {
  const logs = (await readLogs(db)) as Map<string, Derived[]>
  const workspaces = await db.collection<{ _id: string }>('workspaces').find({}).toArray()
  for (const { _id: workspaceId } of workspaces) {
    const summaries = await db.collection<Summary>('conversations').find({ workspaceId }).toArray()
    for (const summary of summaries) {
      const stored = JSON.stringify(shownBy(summary))
      const counted = JSON.stringify(countedIn(logs.get(summary._id) ?? []))
      stage.demand(stored === counted, `${summary._id} is summed up as ${stored}, its log says ${counted}`)
    }
  }
  const unfound = [...logs.values()].flat().filter(({ kind, tokens }) => /\.new$/.test(kind) && !tokens?.length)
  stage.demand(unfound.length === 0, `${unfound.length} messages have no search words`)
}

function shownBy({ head, counts, last, lastVisible, participants }: Summary) {
  return {
    ...{ ord: head.ord, vseq: head.vseq, id: head.id },
    ...{ messages: counts.messages, visitor: counts.visitor, notes: counts.notes },
    last: last?.messageId ?? null,
    lastVisible: lastVisible?.messageId ?? null,
    participants: participants.map(({ id }) => id).sort(),
  }
}

/** The same, counted here: not by the product's reducers. */
function countedIn(log: readonly Derived[]): ReturnType<typeof shownBy> {
  const said = log.filter(({ kind }) => /\.new$/.test(kind))
  const visible = said.filter(({ kind }) => kind === 'msg.new')
  const messageId = (event?: Derived) => event?._id.replace('evt_', 'msg_') ?? null
  return {
    ...{ ord: log.length, vseq: log.at(-1)?.vmax ?? 0, id: log.at(-1)?._id ?? null },
    messages: visible.length,
    visitor: visible.filter(({ actor }) => actor.type === 'visitor').length,
    notes: said.length - visible.length,
    last: messageId(said.at(-1)),
    lastVisible: messageId(visible.at(-1)),
    participants: [...new Set(visible.map(({ actor }) => actor.id))].sort(),
  }
}
