import type { Database, Document } from '@parley/database'
import type { Actor, SiteId, WorkspaceId } from '@parley/protocol'
import { LIMITS } from '@parley/protocol'
import type { AgentRecord } from '../../../apps/server/src/domains/agents/model.ts'
import { hashOf } from '../../../apps/server/src/domains/conversations/command.ts'
import { createConsumerStore } from '../../../apps/server/src/domains/conversations/consumer-store.ts'
import {
  type ConversationRecord,
  type EventRecord,
  emptyRecord,
  foldEvent,
  listKeysAfter,
  numbersAfter,
} from '../../../apps/server/src/domains/conversations/model.ts'
import { SEARCH } from '../../../apps/server/src/domains/conversations/search-follower.ts'
import { tokensOf } from '../../../apps/server/src/domains/conversations/tokens.ts'
import { aNewVisitor } from '../../../apps/server/src/domains/visitors/model.ts'
import { hashSecret, newSecret } from '../../../apps/server/src/http/secrets.ts'
import { conversationIdOf, newCmid, newCreateKey, newId } from '../../../apps/server/src/lib/new-id.ts'
import type { Visitor } from '../generator/dialect.ts'
import { textOf as usual } from './words.ts'

export type FillOptions = {
  /** Conversations, each of a visitor of his own, and messages in each. */
  conversations: number
  messages: number
  /** How many of those visitors, of the last conversations, come back with their tokens. */
  returning: number
  /** The `n`-th text; those of `words.ts` unless others are given. */
  textOf?: (n: number) => string
}

/** Conversations written at once. */
const STEP = 200
const MINUTE_MS = 60_000
/** The newest of the old messages is older than what the repair sweep looks at. */
const YOUNGEST_MS = 60 * MINUTE_MS

type Scene = { workspaceId: WorkspaceId; siteId: SiteId; departmentId: `dep_${string}`; agent: Actor }
type Written = {
  events: EventRecord[]
  record: ConversationRecord
  visitor: Document
  consumer: Document
  token: string
}

/** What the first start of a server made in this store. */
export async function sceneOf(db: Database): Promise<Scene & { owner: AgentRecord }> {
  const owner = await db.collection<AgentRecord>('agents').findOne({ role: 'owner' })
  const department = await db.collection<{ _id: `dep_${string}`; isDefault: boolean }>('departments').findOne({})
  const site = await db.collection<{ _id: SiteId }>('sites').findOne({})
  if (!owner || !department || !site) throw new Error('no server has started on this store yet')
  const agent: Actor = { type: 'agent', id: owner._id, name: owner.name }
  return { workspaceId: owner.workspaceId, siteId: site._id, departmentId: department._id, agent, owner }
}

/**
 * Fills a store with conversations that are over for the moment, in the documents that the server itself would have
 * written, search words and all. Gives the visitors who come back.
 */
export async function fill(db: Database, options: FillOptions): Promise<Visitor[]> {
  const scene = await sceneOf(db)
  const returning: Visitor[] = []
  let writing: Promise<unknown> = Promise.resolve()
  for (let n = 0; n < options.conversations; n += STEP) {
    const count = Math.min(STEP, options.conversations - n)
    const written = Array.from({ length: count }, (_, i) => aConversation(scene, n + i, options))
    await writing // one step is written while the next one is made
    writing = writeAll(db, written)
    for (const [i, one] of written.entries())
      if (n + i >= options.conversations - options.returning) returning.push(returningOf(one))
  }
  await writing
  await createConsumerStore(db).finishSweep(new Date(), 0)
  return returning
}

function writeAll(db: Database, written: readonly Written[]): Promise<unknown> {
  const into = (name: string, docs: Document[]) => db.collection(name).insertMany(docs, { ordered: false })
  return Promise.all([
    into(
      'visitors',
      written.map(({ visitor }) => visitor),
    ),
    into(
      'events',
      written.flatMap(({ events }) => events as Document[]),
    ),
    into(
      'conversations',
      written.map(({ record }) => record as Document),
    ),
    into(
      'consumers',
      written.map(({ consumer }) => consumer),
    ),
  ])
}

function returningOf({ record, token }: Written): Visitor {
  return { token, conversationId: record._id, n: record.head.vseq, id: record.head.vid ?? '' }
}

/** Visitor and agent take turns, the visitor begins; one message a minute. */
function aConversation(scene: Scene, n: number, { messages, conversations, textOf = usual }: FillOptions): Written {
  const { workspaceId, siteId, departmentId } = scene
  const now = Date.now()
  const end = now - YOUNGEST_MS - (conversations - n) * 10
  const begin = new Date(end - messages * MINUTE_MS)
  const token = `${workspaceId}.${newSecret()}`
  const visitorId = newId('vis', begin)
  const browser = 'Firefox 141 on Linux'
  const visitor = aNewVisitor(
    { _id: visitorId, workspaceId, siteId, tokenHash: hashSecret(token), browser },
    new Date(),
  )
  const createKey = newCreateKey(begin)
  const _id = conversationIdOf(workspaceId, createKey)
  let record = emptyRecord({ _id, workspaceId, siteId, departmentId, visitorId, channel: 'chat', createKey }, begin)
  const events: EventRecord[] = []
  for (let i = 0; i < messages; i++) {
    const actor: Actor = i % 2 === 0 ? { type: 'visitor', id: visitorId } : scene.agent
    const ts = new Date(begin.getTime() + (i + 1) * MINUTE_MS)
    const event = aMessage(record, { actor, ts, text: textOf(n * messages + i) })
    record = foldEvent(record, event)
    events.push(event)
  }
  record = { ...record, ...listKeysAfter(record, new Date(now), LIMITS.listMemoryMs), changedAt: new Date(end) }
  const consumer = { workspaceId, conversationId: _id, holder: SEARCH, n: record.head.ord, id: record.head.id }
  return { events, record, visitor, token, consumer: { _id: `${_id}:${SEARCH}`, ...consumer } }
}

type Said = { actor: Actor; ts: Date; text: string }

function aMessage({ workspaceId, _id, head }: ConversationRecord, { actor, ts, text }: Said): EventRecord {
  const body = { v: 1 as const, type: 'text' as const, text, attachments: [], fallback: text }
  return {
    _id: newId('evt', ts),
    workspaceId,
    conversationId: _id,
    ...numbersAfter(head, 'msg.new'),
    kind: 'msg.new',
    body,
    actor,
    cmid: newCmid(ts),
    h: hashOf('msg.new', { v: 1, type: 'text', text }),
    ts,
    origin: { channel: 'chat' },
    tokens: tokensFor(text),
  }
}

/** Texts come again: cutting them into words is the slowest part of all. */
const known = new Map<string, string[]>()

function tokensFor(text: string): string[] {
  const tokens = known.get(text) ?? tokensOf(text)
  known.set(text, tokens)
  return tokens
}

/** A second agent who sees what the owner sees, with the owner's password. */
export async function addColleague(db: Database, email: string): Promise<void> {
  const { owner } = await sceneOf(db)
  const colleague: AgentRecord = { ...owner, _id: newId('agt', new Date()), name: 'Second Watcher', email }
  await db.collection<AgentRecord>('agents').insertOne(colleague)
}
