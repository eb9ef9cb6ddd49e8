import type { ClientFrame, ConversationId, Limits, Mark, MessageId, SiteId } from '@parley/protocol'
import { eventIdOf } from '@parley/protocol'
import type { Bus, MarkNote } from '../../bus/bus.ts'
import { AppError } from '../../errors/app-error.ts'
import type { Logger } from '../../lib/logger.ts'
import { type AgentPrincipal, actorOf, type Principal } from '../../lib/principal.ts'
import type { Audience } from '../../realtime/ports.ts'
import { conversationFor, mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import type { ConversationRecord, Ref } from './model.ts'
import type { SiteDirectory } from './ports.ts'
import {
  higher,
  type PositionRecord,
  type PositionStore,
  readOrdOf,
  unreadOf,
  type Watermark,
} from './position-store.ts'

type Deps = {
  events: EventStore
  conversations: ConversationStore
  positions: PositionStore
  bus: Bus
  log: Logger
  limits: Pick<Limits, 'markMs'>
  sites: SiteDirectory
}

type MarkFrame = Pick<Extract<ClientFrame, { t: 'recv' | 'read' }>, 't' | 'conversationId' | 'n' | 'gen'>
type Pending = { principal: Principal; conversationId: ConversationId; recv: number; read: number; gen: number }

/** Messages of the other side: what a reader can leave unread. Between agents all of them are: who writes has read so far. */
export function otherSideOf(audience: Audience, { counts, team }: Pick<ConversationRecord, 'counts' | 'team'>): number {
  if (team) return counts.notes
  return audience === 'agent' ? counts.visitor : counts.messages - counts.visitor
}

/** For an agent what came back from a snooze is unread, until he has read up to there; it came back to its assignee. */
function unreadFor(agentId: string, position: PositionRecord | null | undefined, record: ConversationRecord): number {
  // What was merged away is read where it went.
  if (record.movedTo) return 0
  // Who said the last word has read so far.
  if (record.team && record.last?.actor.id === agentId) return 0
  const unread = unreadOf(position, otherSideOf('agent', record))
  const { woken = 0, assigneeId } = record
  const isHis = assigneeId === null || assigneeId === agentId
  return isHis && woken > readOrdOf(position) ? Math.max(1, unread) : unread
}

/** Watermarks: gathered to one write per holder and second (SYNC-55), only rising, told to those who see them. */
export function createMarks(deps: Deps) {
  const { events, conversations, positions, log, limits } = deps
  const pending = new Map<string, Pending>()
  /** Holders who wrote since the last tick: the next write waits for it. */
  const wrote = new Set<string>()
  let timer: NodeJS.Timeout | null = null

  function tick(): void {
    wrote.clear()
    timer = null
    for (const key of [...pending.keys()]) flush(key)
  }

  function flush(key: string): void {
    const mark = pending.get(key)
    if (!mark || wrote.has(key)) return
    pending.delete(key)
    wrote.add(key)
    timer ??= setTimeout(tick, limits.markMs).unref()
    write(deps, mark).catch((error: unknown) =>
      log.warn({ err: error, conversationId: mark.conversationId }, 'mark not written'),
    )
  }

  return {
    ...reads(deps),

    /** A client's `recv` or `read`; not acknowledged, written soon. */
    mark(principal: Principal, { t, conversationId, n, gen }: MarkFrame): void {
      const key = `${conversationId}:${actorOf(principal).id}`
      const had = pending.get(key) ?? { principal, conversationId, recv: 0, read: 0, gen: 0 }
      pending.set(key, { ...had, [t]: Math.max(had[t], n), gen: Math.max(had.gen, gen ?? 0) })
      flush(key)
    },

    /** Unread from a message on, for the agent who asks (I32). Throws `conversation_not_found`, `message_not_found`. */
    async markUnread(agent: AgentPrincipal, conversationId: ConversationId, from: MessageId) {
      const record = await conversationFor(agent, conversationId, conversations)
      const ref: Ref = { workspaceId: agent.workspaceId, conversationId }
      const message = await events.find(ref, eventIdOf(from))
      if (!message) throw new AppError('message_not_found', `No message ${from}.`)
      const count = await countUpto(deps, { record, audience: 'agent', n: message.ord - 1 })
      const position = await positions.markUnread(ref, actorOf(agent), { ord: message.ord, count })
      return {
        read: readOrdOf(position),
        unread: unreadOf(position, otherSideOf('agent', record)),
        gen: position.gen,
      }
    },

    /** How far `from` got is how far `to` got: he is the same person. */
    async inherit(ref: Ref, from: string, to: Mark['who']): Promise<void> {
      const position = await positions.find(ref, from)
      if (!position) return
      const { recvOrd, recvVseq, readOrd, readVseq, readCount } = position
      const recv = { ord: recvOrd, vseq: recvVseq, count: readCount } // only numbers are kept of what was received
      const read = { ord: readOrd, vseq: readVseq, count: readCount }
      await positions.raise({ ref, holder: to, recv, ...(readOrd > 0 && { read }), gen: position.gen })
    },

    /** Writes what waits; for the end of the process. */
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      const last = [...pending.values()]
      pending.clear()
      await Promise.allSettled(last.map((mark) => write(deps, mark)))
    },
  }
}
export type Marks = ReturnType<typeof createMarks>

/** Whether visitors of the site see that they were read. */
async function tellsReading({ sites }: Deps, workspaceId: Ref['workspaceId'], siteId: SiteId | null): Promise<boolean> {
  const features = siteId && (await sites.featuresOf(workspaceId, siteId))
  return features ? features.readReceipts : true
}

const reads = (deps: Deps) => ({
  /** Everybody's watermarks in the reader's numbering; a visitor is not told how far agents read where his site says so. */
  async list(ref: Ref, reader: Principal): Promise<Mark[]> {
    const records = await deps.positions.list(ref)
    if (reader.type === 'agent')
      return records.map(({ type, holder, recvOrd, readOrd }) => ({
        who: { type, id: holder },
        recv: recvOrd,
        read: readOrd,
      }))
    const isTold = await tellsReading(deps, ref.workspaceId, reader.siteId)
    return records.map(({ type, holder, recvVseq, readVseq }) => ({
      who: { type, id: holder },
      recv: recvVseq,
      ...((isTold || type !== 'agent') && { read: readVseq }),
    }))
  },

  /** Where the reader's own watermark stands, and what lies after it. */
  async own(ref: Ref, agent: AgentPrincipal, record: ConversationRecord) {
    const position = await deps.positions.find(ref, agent.agentId)
    const unread = unreadFor(agent.agentId, position, record)
    return { read: readOrdOf(position), unread, gen: position?.gen ?? 0 }
  },

  /** How far one agent read in many conversations; he who never did is at 0. */
  async readOf(records: readonly ConversationRecord[], agent: AgentPrincipal): Promise<Map<ConversationId, number>> {
    const ids = records.map(({ _id }) => _id)
    const found = await deps.positions.listOfHolder(agent.workspaceId, ids, agent.agentId)
    const byId = new Map(found.map((position) => [position.conversationId, readOrdOf(position)]))
    return new Map(ids.map((id) => [id, byId.get(id) ?? 0]))
  },

  /** Unread messages of many conversations for one reader. */
  async unread(records: readonly ConversationRecord[], reader: Reader): Promise<Map<ConversationId, number>> {
    const ids = records.map(({ _id }) => _id)
    const found = await deps.positions.listOfHolder(reader.workspaceId, ids, reader.id)
    const byId = new Map(found.map((position) => [position.conversationId, position]))
    return new Map(
      records.map((record) => {
        const position = byId.get(record._id)
        if (reader.type === 'agent') return [record._id, unreadFor(reader.id, position, record)]
        return [record._id, unreadOf(position, otherSideOf(reader.type, record))]
      }),
    )
  },
})
type Reader = Pick<Principal, 'type' | 'workspaceId'> & { id: string }

async function write(deps: Deps, { principal, conversationId, recv, read, gen }: Pending): Promise<void> {
  const { conversations, positions, bus } = deps
  const record = await conversations.find({ workspaceId: principal.workspaceId, conversationId })
  if (!record || !mayRead(principal, record)) return
  const received = recv > 0 ? await watermarkAt(deps, { record, audience: principal.type, n: recv }) : null
  const seen = read > 0 ? await watermarkAt(deps, { record, audience: principal.type, n: read }) : null
  if (!received && !seen) return
  const ref: Ref = { workspaceId: principal.workspaceId, conversationId }
  const raise = {
    ref,
    holder: actorOf(principal),
    gen,
    ...(received && { recv: received }),
    ...(seen && { read: seen }),
  }
  const before = await positions.raise(raise)
  const isTold = principal.type !== 'agent' || (await tellsReading(deps, ref.workspaceId, record.siteId))
  const note = noteOf(ref, before, { recv: higher(received, seen), read: seen }, isTold)
  if (note.agent || note.visitor) bus.publish(note)
}

type Place = { record: ConversationRecord; audience: Audience; n: number }

/** Where number `n` of the reader stands; null when there is no such event: nobody reads what is not there. */
async function watermarkAt(deps: Deps, { record, audience, n }: Place): Promise<Watermark | null> {
  const { events } = deps
  const ref: Ref = { workspaceId: record.workspaceId, conversationId: record._id }
  const event = audience === 'agent' ? await events.findByOrd(ref, n) : await events.findByVseq(ref, n)
  if (!event) return null
  const count = await countUpto(deps, { record, audience, n: event.ord })
  return { ord: event.ord, vseq: event.vmax, count }
}

/** The other side's messages up to `ord` n. The summary may be ahead of it, or behind: events are told before they are folded. */
async function countUpto({ events }: Deps, { record, audience, n }: Place): Promise<number> {
  const { workspaceId, _id: conversationId, head } = record
  const range = {
    after: Math.min(n, head.ord),
    upto: Math.max(n, head.ord),
    of: record.team ? ('team' as const) : audience,
  }
  const between = n === head.ord ? 0 : await events.countMessages({ workspaceId, conversationId }, range)
  return otherSideOf(audience, record) + (n > head.ord ? between : -between)
}

type Raised = { recv: Watermark | null; read: Watermark | null }

/**
 * To each audience only what rose in its own numbering: a note that an agent reads tells a visitor nothing (R38), nor
 * does his reading anything where the site does not tell it (`isTold`).
 */
function noteOf(ref: Ref, before: PositionRecord, { recv, read }: Raised, isTold: boolean): MarkNote {
  const who = { type: before.type, id: before.holder }
  const rose = (had: number, now: number | undefined) => (now !== undefined && now > had ? now : undefined)
  const agent = { recv: rose(before.recvOrd, recv?.ord), read: rose(before.readOrd, read?.ord) }
  const visitor = {
    recv: rose(before.recvVseq, recv?.vseq),
    read: isTold ? rose(before.readVseq, read?.vseq) : undefined,
  }
  return { type: 'mark', ...ref, ...markOf('agent', who, agent), ...markOf('visitor', who, visitor) }
}

type Rose = { recv: number | undefined; read: number | undefined }

function markOf(audience: Audience, who: Mark['who'], { recv, read }: Rose): Partial<Record<Audience, Mark>> {
  if (recv === undefined && read === undefined) return {}
  return { [audience]: { who, ...(recv !== undefined && { recv }), ...(read !== undefined && { read }) } }
}
