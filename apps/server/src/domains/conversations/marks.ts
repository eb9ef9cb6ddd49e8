import type { ClientFrame, ConversationId, Limits, Mark, MessageId } from '@parley/protocol'
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
import { type PositionRecord, type PositionStore, readOrdOf, unreadOf, type Watermark } from './position-store.ts'

type Deps = {
  events: EventStore
  conversations: ConversationStore
  positions: PositionStore
  bus: Bus
  log: Logger
  limits: Pick<Limits, 'markMs'>
}

type MarkFrame = Pick<Extract<ClientFrame, { t: 'recv' | 'read' }>, 't' | 'conversationId' | 'n' | 'gen'>
type Pending = { principal: Principal; conversationId: ConversationId; recv: number; read: number; gen: number }

/** Messages of the other side: what a reader can leave unread. */
export function otherSideOf(audience: Audience, { counts }: Pick<ConversationRecord, 'counts'>): number {
  return audience === 'agent' ? counts.visitor : counts.messages - counts.visitor
}

/** Watermarks: gathered to one write per holder and second (SYNC-55), only rising, told to those who see them. */
export function createMarks({ events, conversations, positions, bus, log, limits }: Deps) {
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
    write(mark).catch((error: unknown) =>
      log.warn({ err: error, conversationId: mark.conversationId }, 'mark not written'),
    )
  }

  async function write({ principal, conversationId, recv, read, gen }: Pending): Promise<void> {
    const record = await conversations.find({ workspaceId: principal.workspaceId, conversationId })
    if (!record || !mayRead(principal, record)) return
    const ref: Ref = { workspaceId: principal.workspaceId, conversationId }
    const received = recv > 0 ? await watermarkAt(ref, principal.type, recv, record) : null
    const seen = read > 0 ? await watermarkAt(ref, principal.type, read, record) : null
    if (!received && !seen) return
    const holder = actorOf(principal)
    const raise = { ref, holder, gen, ...(received && { recv: received }), ...(seen && { read: seen }) }
    const before = await positions.raise(raise)
    tell(ref, before, { recv: higher(received, seen), read: seen })
  }

  /** Where number `n` of the reader stands; null when there is no such event: nobody reads what is not there. */
  async function watermarkAt(
    ref: Ref,
    audience: Audience,
    n: number,
    record: ConversationRecord,
  ): Promise<Watermark | null> {
    const event = audience === 'agent' ? await events.findByOrd(ref, n) : await events.findByVseq(ref, n)
    if (!event) return null
    const later =
      event.ord < record.head.ord
        ? await events.countMessages(ref, { after: event.ord, upto: record.head.ord, of: audience })
        : 0
    return { ord: event.ord, vseq: event.vmax, count: otherSideOf(audience, record) - later }
  }

  /** To each audience only what rose in its own numbering: a note that an agent reads tells a visitor nothing (R38). */
  function tell(
    ref: Ref,
    before: PositionRecord,
    { recv, read }: { recv: Watermark | null; read: Watermark | null },
  ): void {
    const who = { type: before.type, id: before.holder }
    const rose = (had: number, now: number | undefined) => (now !== undefined && now > had ? now : undefined)
    const agent = { recv: rose(before.recvOrd, recv?.ord), read: rose(before.readOrd, read?.ord) }
    const visitor = { recv: rose(before.recvVseq, recv?.vseq), read: rose(before.readVseq, read?.vseq) }
    const note: MarkNote = { type: 'mark', ...ref, ...markOf('agent', who, agent), ...markOf('visitor', who, visitor) }
    if (note.agent || note.visitor) bus.publish(note)
  }

  return {
    /** A client's `recv` or `read`; not acknowledged, written soon. */
    mark(principal: Principal, { t, conversationId, n, gen }: MarkFrame): void {
      const key = `${conversationId}:${actorOf(principal).id}`
      const had = pending.get(key) ?? { principal, conversationId, recv: 0, read: 0, gen: 0 }
      pending.set(key, { ...had, [t]: Math.max(had[t], n), gen: Math.max(had.gen, gen ?? 0) })
      flush(key)
    },

    /** Everybody's watermarks in the reader's numbering. */
    async list(ref: Ref, audience: Audience): Promise<Mark[]> {
      const records = await positions.list(ref)
      return records.map(({ type, holder, recvOrd, recvVseq, readOrd, readVseq }) => ({
        who: { type, id: holder },
        recv: audience === 'agent' ? recvOrd : recvVseq,
        read: audience === 'agent' ? readOrd : readVseq,
      }))
    },

    /** Where the reader's own watermark stands, and what lies after it. */
    async own(ref: Ref, agent: AgentPrincipal, record: ConversationRecord) {
      const position = await positions.find(ref, agent.agentId)
      const unread = unreadOf(position, otherSideOf('agent', record))
      return { read: readOrdOf(position), unread, gen: position?.gen ?? 0 }
    },

    /** Unread from a message on, for the agent who asks (I32). Throws `conversation_not_found`, `message_not_found`. */
    async markUnread(agent: AgentPrincipal, conversationId: ConversationId, from: MessageId) {
      const record = await conversationFor(agent, conversationId, conversations)
      const ref: Ref = { workspaceId: agent.workspaceId, conversationId }
      const message = await events.find(ref, eventIdOf(from))
      if (!message) throw new AppError('message_not_found', `No message ${from}.`)
      const range = { after: message.ord - 1, upto: record.head.ord, of: 'agent' } as const
      const count = otherSideOf('agent', record) - (await events.countMessages(ref, range))
      const position = await positions.markUnread(ref, actorOf(agent), { ord: message.ord, count })
      return { read: readOrdOf(position), unread: unreadOf(position, otherSideOf('agent', record)), gen: position.gen }
    },

    /** Unread messages of many conversations for one reader. */
    async unread(
      workspaceId: Ref['workspaceId'],
      records: readonly ConversationRecord[],
      reader: Pick<Principal, 'type'> & { id: string },
    ) {
      const found = await positions.listOfHolder(
        workspaceId,
        records.map(({ _id }) => _id),
        reader.id,
      )
      const byId = new Map(found.map((position) => [position.conversationId, position]))
      return new Map(
        records.map((record) => [record._id, unreadOf(byId.get(record._id), otherSideOf(reader.type, record))]),
      )
    },

    /** Writes what waits; for the end of the process. */
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      const last = [...pending.values()]
      pending.clear()
      await Promise.allSettled(last.map(write))
    },
  }
}
export type Marks = ReturnType<typeof createMarks>

function higher(a: Watermark | null, b: Watermark | null): Watermark | null {
  if (!a || !b) return a ?? b
  return a.ord > b.ord ? a : b
}

type Rose = { recv: number | undefined; read: number | undefined }

function markOf(audience: Audience, who: Mark['who'], { recv, read }: Rose): Partial<Record<Audience, Mark>> {
  if (recv === undefined && read === undefined) return {}
  return { [audience]: { who, ...(recv !== undefined && { recv }), ...(read !== undefined && { read }) } }
}
