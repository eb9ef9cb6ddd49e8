import type { Actor, Cmid, ConversationId, LogEntry, ServerFrame, Snapshot } from '@parley/protocol'

/** The conversations of this frame: one that is there, and those that are begun in it. */
export type Talk = ReturnType<typeof createTalk>
export const SAMPLE: ConversationId = 'cnv_00000000000000000000'

const AGENT: Actor = { type: 'agent', id: 'agt_00000000000000000000', name: 'Ines' }
const MINUTE = 60_000
const iso = (at: number) => new Date(at).toISOString()
/** Ids of this frame: the nth of a kind. */
const idOf = <P extends string>(prefix: P, n: number): `${P}_${string}` => `${prefix}_${String(n).padStart(20, '0')}`

type Command = { cmid: Cmid; kind: string; body: unknown; conversationId?: ConversationId; create?: { key: string } }

export function createTalk(visitor: Actor) {
  const logs = new Map<ConversationId, LogEntry[]>()
  const keys = new Map<string, ConversationId>()
  let count = 0

  function append(id: ConversationId, { kind, body, cmid }: Command, actor: Actor, at = Date.now()): LogEntry {
    const log = logs.get(id) ?? []
    const e = { kind, body, actor, cmid, ts: iso(at), channel: 'chat' }
    const entry = { n: log.length + 1, id: idOf('evt', ++count), e } as LogEntry
    logs.set(id, [...log, entry])
    return entry
  }
  const said = (text: string, n: number) => ({
    ...{ kind: 'msg.new', cmid: String(n).padStart(26, '0') as Cmid },
    body: { v: 1, type: 'text', text, attachments: [], fallback: text },
  })

  return {
    /** The conversation that is there, anew: what the visitor asked, and what he was answered. */
    begin(words: { visitor: string; agent: string }): void {
      logs.delete(SAMPLE)
      const now = Date.now()
      append(SAMPLE, said(words.visitor, 1), visitor, now - 6 * MINUTE)
      append(SAMPLE, said(words.agent, 2), AGENT, now - 2 * MINUTE)
    },
    own: () => [ownOf(SAMPLE, logs.get(SAMPLE) ?? [])],
    snapshot(id: ConversationId): Snapshot {
      const entries = logs.get(id) ?? []
      const last = entries.at(-1)
      const marks = [{ who: { type: AGENT.type, id: AGENT.id }, recv: entries.length, read: entries.length }]
      const position = { n: entries.length, ...(last && { id: last.id }) }
      return { own: ownOf(id, entries), position, entries, hasEarlier: false, marks }
    },
    since: (id: ConversationId, n: number) => (logs.get(id) ?? []).filter((entry) => entry.n > n),
    /** Takes what the visitor does; a message is stored as it was written. */
    take(command: Command): { id: ConversationId; entry: LogEntry } {
      const key = command.create?.key ?? ''
      const id = command.conversationId ?? keys.get(key) ?? idOf('cnv', keys.size + 1)
      if (key) keys.set(key, id)
      const { text = '' } = command.body as { text?: string }
      const isMessage = command.kind === 'msg.new'
      const body = isMessage ? { v: 1, type: 'text', text, attachments: [], fallback: text } : command.body
      return { id, entry: append(id, { ...command, body }, visitor) }
    },
    visitor,
  }
}

function ownOf(id: ConversationId, entries: readonly LogEntry[]) {
  const last = entries.findLast(({ e }) => e.kind === 'msg.new')
  const { fallback = '' } = (last?.e.body ?? {}) as { fallback?: string }
  return {
    ...{ id, n: entries.length, status: 'open' as const, assignee: AGENT, unread: 0, rating: null },
    last: last
      ? { kind: 'msg.new' as const, actor: last.e.actor, text: fallback, attachments: 0, ts: last.e.ts }
      : null,
    createdAt: entries[0]?.e.ts ?? iso(Date.now()),
    updatedAt: last?.e.ts ?? iso(Date.now()),
  }
}

type Line = {
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  send(text: string): void
  close(): void
}

/** What of our client's frames is answered here. */
type Received = { t: 'hello' | 'hb' } | ({ t: 'sub' } & Sub) | ({ t: 'send' } & Command)
type Sub = { conversationId: ConversationId; since: { n: number } }

/** One socket of the chat: says hello, tells what is in a conversation, and stores what is sent. */
export function converse(talk: Talk): Line {
  const followed = new Set<ConversationId>()
  const tell = (frame: ServerFrame) => void queueMicrotask(() => line.onmessage?.({ data: JSON.stringify(frame) }))
  const tellEntry = (id: ConversationId, { n, id: event, e }: LogEntry) =>
    tell({ t: 'ev', conversationId: id, n, id: event, e })

  function welcome(): void {
    const session = { connectionId: 'preview', epoch: 'preview', now: iso(Date.now()), hb: 25_000, limits: {} }
    tell({ t: 'welcome', v: 1, ...session, actor: talk.visitor })
  }
  function follow({ conversationId, since }: Sub): void {
    followed.add(conversationId)
    const { position, marks } = talk.snapshot(conversationId)
    for (const entry of talk.since(conversationId, since.n)) tellEntry(conversationId, entry)
    tell({ t: 'synced', conversationId, ...position, marks })
  }
  function store(command: Command): void {
    const { id, entry } = talk.take(command)
    if (followed.has(id)) tellEntry(id, entry)
    tell({ t: 'ack', cmid: command.cmid, conversationId: id, n: entry.n, id: entry.id, ts: entry.e.ts })
  }
  function hear(frame: Received): void {
    if (frame.t === 'hello') welcome()
    else if (frame.t === 'hb') tell({ t: 'hb' })
    else if (frame.t === 'sub') follow(frame)
    else if (frame.t === 'send') store(frame)
  }
  const line: Line = { send: (text) => hear(JSON.parse(text)), close: () => followed.clear() }
  setTimeout(() => line.onopen?.())
  return line
}
