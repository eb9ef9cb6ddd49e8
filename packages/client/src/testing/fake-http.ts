import type { Actor, ConversationId, ErrorCode, Position, ServerFrame } from '@parley/protocol'
import { ERROR_CODES, PROTOCOL_LEVEL, ROUTES, type RouteName } from '@parley/protocol/constants'
import { entriesOf, type FakeLog, LIST_KEY, ownOf, rowOf } from './fake-log.ts'
import {
  actorOf,
  anAccessToken,
  createServer,
  execute,
  type FakeServer,
  mayRead,
  moveMark,
  replay,
} from './fake-server.ts'
import type { VirtualClock } from './virtual-clock.ts'

type Call = {
  server: FakeServer
  actor: Actor
  params: Record<string, string>
  query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: bodies come from the client under test; a wrong one must fail the test.
  body: any
  signal: AbortSignal | null
}
type Answer = { code: ErrorCode } | { status?: number; body?: unknown }

const PAGE = 50
/** What every upload becomes. */
const ATTACHMENT = { id: 'att_00000000000000000000', name: 'a.txt', type: 'text/plain', size: 1, hasThumbnail: false }

/** A fake server with both halves. */
export function createFakeServer(clock: VirtualClock, seed?: number): FakeServer {
  return createServer(
    clock,
    async (server, url, init) =>
      hidesItsLevel(new Headers(init.headers)) ? problem('invalid_request') : answer(server, url, init),
    seed,
  )
}

/** What comes after us reads a body by the level of whoever wrote it (SYNC-43). */
const hidesItsLevel = (headers: Headers) =>
  headers.has('content-type') && headers.get('parley-protocol') !== `${PROTOCOL_LEVEL}`

/** The HTTP half: the routes that the client itself uses. */
async function answer(server: FakeServer, url: string, init: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(url)
  const found = match(init.method ?? 'GET', pathname)
  if (!found) return problem('not_found')
  const { name, params } = found
  const fault = server.faults.http?.(name)
  if (fault) return problem(fault.code, fault.status)
  const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length)
  const actor = token ? actorOf(server, token) : null
  if (ROUTES[name].caller !== 'site' && !actor) return problem('unauthenticated')
  const handler = handlers[name]
  if (!handler) return problem('not_found')
  const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
  const nobody: Actor = { type: 'system', id: '' }
  const call: Call = { server, actor: actor ?? nobody, params, query: searchParams, body, signal: init.signal ?? null }
  const result = await handler(call)
  if ('code' in result) return problem(result.code)
  const { status = 200, body: value } = result
  return new Response(value === undefined ? null : JSON.stringify(value), { status })
}

function match(method: string, pathname: string): { name: RouteName; params: Record<string, string> } | null {
  for (const [name, route] of Object.entries(ROUTES)) {
    const pattern = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const matched = route.method === method && pattern.exec(pathname)
    if (matched) return { name: name as RouteName, params: matched.groups ?? {} }
  }
  return null
}

function problem(code: ErrorCode, status: number = ERROR_CODES[code].status): Response {
  return new Response(JSON.stringify({ code, status, title: ERROR_CODES[code].title }), { status })
}

const handlers: { [N in RouteName]?: (call: Call) => Answer | Promise<Answer> } = {
  createVisitor({ server }) {
    server.counts.visitors++
    const visitorId = server.newId('vis')
    const token = `token-${visitorId}`
    server.tokens.set(token, visitorId)
    return { status: 201, body: { visitorId, token, access: anAccessToken(server, visitorId), expiresAt: '' } }
  },
  exchangeVisitorToken({ server, body }) {
    const visitorId = server.tokens.get(body.token)
    if (!visitorId) return { code: 'token_invalid' }
    return { body: { visitorId, access: anAccessToken(server, visitorId), expiresAt: '' } }
  },
  updateVisitor: () => ({ status: 204 }),
  listOwnConversations({ server, actor }) {
    const conversations = [...server.logs.values()].filter(({ visitorId }) => visitorId === actor.id).map(ownOf)
    return { body: { conversations } }
  },
  listConversations({ server }) {
    const at = new Date(server.clock.now()).toISOString()
    const rows = [...server.logs.values()].map((log) => ({ ...rowOf(log), unread: 0 }))
    return { body: { rows, cursor: null, at, keys: [LIST_KEY], truncated: false } }
  },
  getConversation: (call) => withLog(call, snapshot),
  listEvents: (call) =>
    withLog(call, (log) => {
      const before = Number(call.query.get('before') ?? Infinity)
      const limit = Number(call.query.get('limit') ?? PAGE)
      const all = entriesOf(log, call.actor.type === 'agent').filter(({ n }) => n < before)
      return { body: { entries: all.slice(-limit), hasMore: all.length > limit } }
    }),
  appendEvent({ server, actor, body }) {
    const result = execute(server, actor, body)
    return 'code' in result ? result : { body: result }
  },
  sync: poll,
  uploadAttachment: () => ({ status: 201, body: ATTACHMENT }),
}

function withLog(call: Call, then: (log: FakeLog, call: Call) => Answer): Answer {
  const log = call.server.logs.get(call.params['id'] as ConversationId)
  return mayRead(log, call.actor) ? then(log, call) : { code: 'conversation_not_found' }
}

function snapshot(log: FakeLog, { server, actor }: Call): Answer {
  server.counts.snapshots++
  const isAgent = actor.type === 'agent'
  const all = entriesOf(log, isAgent)
  const entries = all.slice(0, Math.max(0, all.length - (server.faults.snapshotLag ?? 0)))
  const last = entries.at(-1)
  return {
    body: {
      ...(isAgent ? { row: rowOf(log), mine: { read: 0, unread: 0, gen: 0 } } : { own: ownOf(log) }),
      position: last ? { n: last.n, id: last.id } : { n: 0 },
      entries: entries.slice(-PAGE),
      hasEarlier: entries.length > PAGE,
      marks: [...log.marks.values()],
    },
  }
}

/** Answers at once when there is something to tell, else at the first event or when the wait is over (SYNC-73). */
async function poll({ server, actor, body, signal }: Call): Promise<Answer> {
  for (const [id, moved] of Object.entries(body.marks ?? {}))
    moveMark(server, actor, id as ConversationId, moved as object)
  const collect = () => {
    const frames: ServerFrame[] = []
    if (body.epoch && body.epoch !== server.epoch) frames.push({ t: 'reset', all: true, why: 'epoch' })
    for (const [id, since] of Object.entries(body.positions)) {
      const got = replay(server, actor, id as ConversationId, since as Position)
      if (got.length > 1 || got[0]?.t !== 'synced' || body.wait === 0) frames.push(...got)
    }
    return frames
  }
  if (collect().length === 0 && body.wait > 0) await woken(server, body.wait * 1000, signal)
  return { body: { epoch: server.epoch, now: new Date(server.clock.now()).toISOString(), frames: collect() } }
}

function woken(server: FakeServer, ms: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      server.clock.clearTimeout(timer)
      server.waiting.delete(done)
      resolve()
    }
    const timer = server.clock.setTimeout(done, ms)
    server.waiting.add(done)
    signal?.addEventListener('abort', done)
  })
}
