import type { AckFrame, Actor, Cmid, ConversationId, ErrorCode, FrameOf, Position, ServerFrame } from '@parley/protocol'
import { ID_RANDOM_BYTES, isRetryable, timeOrdered } from '@parley/protocol/constants'
import {
  ackOf,
  appendTo,
  type Command,
  entriesOf,
  type FakeLog,
  LIST_KEY,
  type Outcome,
  rowOf,
  type StoredEvent,
} from './fake-log.ts'
import { createRandom } from './random-source.ts'
import type { ServerEnd, ServerSocket } from './socket-pair.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What a test lets go wrong; each is asked at the moment it matters. */
export type Faults = {
  /** Refuse this command with a code, before anything is stored. */
  refuse?(command: Command, actor: Actor): ErrorCode | null
  /** Store, but never answer. */
  swallowsAck?(cmid: Cmid): boolean
  /** Events that the bus loses: nobody is told until a head check. */
  losesEvent?(event: StoredEvent): boolean
  /** How many events the summary, and with it every snapshot, is behind the log. */
  snapshotLag?: number
  /** HTTP answers with this problem instead. */
  http?(name: string): { status: number; code: ErrorCode } | null
}

export type Connection = {
  socket: ServerSocket | null
  actor: Actor | null
  subs: Map<ConversationId, number>
  lists: Set<string>
}

/** The protocol's server side, in memory and in one process: good enough to hold clients to `sync.md`. */
export type FakeServer = {
  clock: VirtualClock
  epoch: string
  /** Of `welcome`. */
  limits: Record<string, number>
  logs: Map<ConversationId, FakeLog>
  keys: Map<string, ConversationId>
  tokens: Map<string, `vis_${string}`>
  connections: Set<Connection>
  /** Woken by every stored event: long-polls wait here. */
  waiting: Set<() => void>
  faults: Faults
  /** What arrived: commands, and those of them that were stored already. */
  counts: { commands: number; duplicates: number; snapshots: number; visitors: number }
  /** Every frame received, newest last. */
  frames: { t: string; [field: string]: unknown }[]
  newId<P extends string>(prefix: P): `${P}_${string}`
  accept(socket: ServerSocket): ServerEnd
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Closes every socket. */
  closeAll(code: number): void
  /** As if restored from a copy of that length; with a new epoch unless told otherwise. */
  restore(id: ConversationId, length: number, keepsEpoch?: boolean): void
  /** Appends as somebody without a client. */
  say(id: ConversationId, actor: Actor, text: string, kind?: 'msg.new' | 'note.new'): StoredEvent
}

type Answer = (server: FakeServer, url: string, init: RequestInit) => Promise<Response>

/** `answer` is its HTTP half (`fake-http.ts`). */
export function createServer(clock: VirtualClock, answer: Answer, seed = 99): FakeServer {
  const random = createRandom(seed)
  const newId: FakeServer['newId'] = (prefix) =>
    `${prefix}_${timeOrdered(
      clock.now(),
      Uint8Array.from({ length: ID_RANDOM_BYTES }, () => random() * 256),
    )}`
  const server: FakeServer = {
    ...{ clock, newId, epoch: newId('epoch'), limits: {}, faults: {}, frames: [] },
    logs: new Map(),
    keys: new Map(),
    tokens: new Map(),
    connections: new Set(),
    waiting: new Set(),
    counts: { commands: 0, duplicates: 0, snapshots: 0, visitors: 0 },
    accept: (socket) => accept(server, socket),
    fetch: (url, init) => answer(server, url, init),
    closeAll(code) {
      for (const { socket } of [...server.connections]) socket?.close(code)
    },
    restore(id, length, keepsEpoch = false) {
      const log = server.logs.get(id)
      log?.events.splice(length)
      if (!keepsEpoch) server.epoch = newId('epoch')
    },
    say(id, actor, text, kind = 'msg.new') {
      const log = server.logs.get(id)
      const cmid = timeOrdered(
        clock.now(),
        Uint8Array.from({ length: 16 }, () => random() * 256),
      ) as Cmid
      const outcome = log && append(server, log, { cmid, kind, body: { v: 1, type: 'text', text } }, actor)
      if (!outcome || 'code' in outcome) throw new Error(`not stored in ${id}`)
      return outcome.event
    },
  }
  return server
}

function accept(server: FakeServer, socket: ServerSocket): ServerEnd {
  const connection: Connection = { socket, actor: null, subs: new Map(), lists: new Set() }
  server.connections.add(connection)
  return {
    message: (text) => hear(server, connection, JSON.parse(text)),
    closed: () => void server.connections.delete(connection),
  }
}

function tx({ socket }: Connection, frame: ServerFrame): void {
  socket?.send(JSON.stringify(frame))
}

// biome-ignore lint/suspicious/noExplicitAny: frames come from the client under test; a wrong one must fail the test.
type Received = { t: string } & Record<string, any>

function hear(server: FakeServer, connection: Connection, frame: Received): void {
  server.frames.push(frame)
  if (frame.t === 'hello') return hello(server, connection, frame)
  if (!connection.actor) return connection.socket?.close(4400)
  switch (frame.t) {
    case 'send':
    case 'cancel':
      return command(server, connection, frame)
    case 'sub':
      return subscribe(server, connection, frame['conversationId'], frame['since'])
    case 'unsub':
      return void connection.subs.delete(frame['conversationId'])
    case 'list':
      return list(server, connection, frame['key'])
    case 'unlist':
      return void connection.lists.delete(frame['key'])
    case 'recv':
    case 'read':
      return moveMark(server, connection.actor, frame['conversationId'], { [frame.t]: frame['n'] })
    case 'eph':
      return ephemeral(server, connection, frame)
    case 'hb':
      return tx(connection, { t: 'hb' })
  }
}

function hello(server: FakeServer, connection: Connection, frame: Received): void {
  connection.actor = actorOf(server, frame['token'] ?? frame['access'])
  if (!connection.actor) return connection.socket?.close(4401)
  const now = new Date(server.clock.now()).toISOString()
  const { epoch, limits } = server
  tx(connection, { t: 'welcome', v: 1, connectionId: 'c', epoch, now, hb: 25_000, limits, actor: connection.actor })
  if (frame['epoch'] && frame['epoch'] !== epoch) return tx(connection, { t: 'reset', all: true, why: 'epoch' })
  for (const [id, since] of Object.entries(frame['positions'] ?? {})) {
    subscribe(server, connection, id as ConversationId, since as Position)
  }
  for (const key of Object.keys(frame['lists'] ?? {})) list(server, connection, key)
}

export function actorOf(server: FakeServer, proof: string): Actor | null {
  const visitorId = server.tokens.get(proof)
  if (visitorId) return { type: 'visitor', id: visitorId }
  const [kind, payload = ''] = proof.split('.')
  if (kind !== 'access') return null
  const { sub } = JSON.parse(atob(payload))
  return { type: sub.startsWith('agt_') ? 'agent' : 'visitor', id: sub }
}

/** An access token as the fake server takes it; it ends in ten minutes. */
export function anAccessToken(server: FakeServer, id: string): string {
  return `access.${btoa(JSON.stringify({ sub: id, exp: server.clock.now() / 1000 + 600 }))}.x`
}

export function mayRead(log: FakeLog | undefined, actor: Actor): log is FakeLog {
  return log !== undefined && (actor.type === 'agent' || log.visitorId === actor.id)
}

/** Settles one command: the same for socket and HTTP (SYNC-73). */
export function execute(server: FakeServer, actor: Actor, frame: Received): AckFrame | { code: ErrorCode } {
  server.counts.commands++
  const kind = frame.t === 'cancel' ? 'cmid.cancel' : frame['kind']
  const wanted: Command = { cmid: frame['cmid'], kind, body: frame['body'] ?? {}, after: frame['after'] }
  const code = server.faults.refuse?.(wanted, actor)
  if (code) return { code }
  const log = logFor(server, actor, frame)
  if (!mayRead(log, actor)) return { code: 'not_found' }
  const outcome = append(server, log, wanted, actor)
  return 'code' in outcome ? outcome : ackOf(log, frame['cmid'], outcome, actor.type === 'agent')
}

function logFor(server: FakeServer, actor: Actor, frame: Received): FakeLog | undefined {
  const key = frame['create']?.key
  if (!key) return server.logs.get(frame['conversationId'])
  const id = server.keys.get(key) ?? server.newId('cnv')
  server.keys.set(key, id)
  const visitorId = frame['create'].visitorId ?? actor.id
  const log = server.logs.get(id) ?? { id, visitorId, events: [], marks: new Map() }
  server.logs.set(id, log)
  return log
}

function append(server: FakeServer, log: FakeLog, wanted: Command, actor: Actor): Outcome {
  const make = { id: () => server.newId('evt'), now: server.clock.now }
  const outcome = appendTo(log, wanted, actor, make)
  if ('code' in outcome) return outcome
  if (outcome.event.ord === 1 && actor.type === 'agent') tellBegun(server, log)
  if (outcome.dup) server.counts.duplicates++
  else if (!server.faults.losesEvent?.(outcome.event)) fanOut(server, log)
  return outcome
}

function tellBegun(server: FakeServer, log: FakeLog): void {
  for (const connection of server.connections)
    if (connection.actor?.id === log.visitorId) tx(connection, { t: 'begun', conversationId: log.id })
}

function fanOut(server: FakeServer, log: FakeLog): void {
  for (const connection of server.connections) {
    fill(connection, log)
    const row = rowOf(log)
    if (connection.lists.has(LIST_KEY)) tx(connection, { t: 'row', keys: [LIST_KEY], ord: row.ord, row })
  }
  for (const wake of [...server.waiting]) wake()
}

/** Sends whatever the connection lacks of a log it follows. */
function fill(connection: Connection, log: FakeLog): void {
  const had = connection.subs.get(log.id)
  if (had === undefined) return
  for (const entry of entriesOf(log, connection.actor?.type === 'agent')) {
    if (entry.n <= had) continue
    connection.subs.set(log.id, entry.n)
    tx(connection, { t: 'ev', conversationId: log.id, ...entry } as FrameOf<'ev'>)
  }
}

/** The head check: what the bus lost arrives after all (SYNC-47). */
export function checkHeads(server: FakeServer): void {
  for (const connection of server.connections) {
    for (const id of connection.subs.keys()) {
      const log = server.logs.get(id)
      if (log) fill(connection, log)
    }
  }
}

function command(server: FakeServer, connection: Connection, frame: Received): void {
  const { actor } = connection
  if (!actor) return
  const result = execute(server, actor, frame)
  const { cmid } = frame as unknown as { cmid: Cmid }
  if ('code' in result) return tx(connection, { t: 'nack', cmid, code: result.code, retry: isRetryable(result.code) })
  if (!server.faults.swallowsAck?.(cmid)) tx(connection, result)
}

/** What follows `since`, or why it cannot be told (SYNC 8). */
export function replay(server: FakeServer, actor: Actor, id: ConversationId, since: Position): ServerFrame[] {
  const log = server.logs.get(id)
  if (!mayRead(log, actor)) return [{ t: 'gone', conversationId: id }]
  const entries = entriesOf(log, actor.type === 'agent')
  const at = entries.find(({ n }) => n === since.n)
  if (since.n > 0 && at?.id !== since.id) return [{ t: 'reset', conversationId: id, why: 'diverged' }]
  const last = entries.at(-1)
  const marks = [...log.marks.values()].map(({ who, recv, read }) => ({ who, recv, read }))
  const events = entries.filter(({ n }) => n > since.n).map((entry) => ({ t: 'ev', conversationId: id, ...entry }))
  return [
    ...(events as FrameOf<'ev'>[]),
    { t: 'synced', conversationId: id, n: last?.n ?? 0, ...(last ? { id: last.id } : {}), marks },
  ]
}

function subscribe(server: FakeServer, connection: Connection, id: ConversationId, since: Position): void {
  const { actor } = connection
  if (!actor) return
  const frames = replay(server, actor, id, since)
  const synced = frames.at(-1)
  if (synced?.t === 'synced') connection.subs.set(id, synced.n)
  for (const frame of frames) tx(connection, frame)
}

function list(server: FakeServer, connection: Connection, key: string): void {
  connection.lists.add(key)
  for (const log of server.logs.values()) {
    const row = rowOf(log)
    tx(connection, { t: 'row', keys: [key], ord: row.ord, row })
  }
  tx(connection, { t: 'listed', key, at: new Date(server.clock.now()).toISOString() })
}

export function moveMark(
  server: FakeServer,
  { type, id }: Actor,
  conversationId: ConversationId,
  moved: { recv?: number; read?: number },
): void {
  const log = server.logs.get(conversationId)
  if (!log) return
  const had = log.marks.get(id) ?? { who: { type, id }, recv: 0, read: 0 }
  const mark = { ...had, recv: Math.max(had.recv, moved.recv ?? 0), read: Math.max(had.read, moved.read ?? 0) }
  log.marks.set(id, mark)
  for (const connection of server.connections) {
    if (connection.subs.has(conversationId)) tx(connection, { t: 'mark', conversationId, ...mark })
  }
}

function ephemeral(server: FakeServer, connection: Connection, frame: Received): void {
  const from = connection.actor
  const { conversationId, k, d, note } = frame as unknown as FrameOf<'eph'>
  for (const other of server.connections) {
    if (!from || other === connection || !other.subs.has(conversationId)) continue
    if (note && other.actor?.type !== 'agent') continue
    tx(other, { t: 'eph', conversationId, k, d, from, ...(note ? { note } : {}) })
  }
}
