import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Database } from '@parley/database'
import {
  type ClientFrame,
  type Cmid,
  type ConversationId,
  LIMITS,
  type Limits,
  messageIdOf,
  PROTOCOL_LEVEL,
  type SendFrame,
  type ServerFrame,
} from '@parley/protocol'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { WebSocket } from 'ws'
import type { Bus } from '../../bus/bus.ts'
import { createMemoryBus } from '../../bus/memory-bus.ts'
import { epochOf } from '../../database/epoch.ts'
import { AppError, toProblem } from '../../errors/app-error.ts'
import { createScopes } from '../../http/scopes.ts'
import { systemClock } from '../../lib/clock.ts'
import { silentLogger } from '../../lib/logger.ts'
import type { AgentPrincipal, Authenticator, Principal, VisitorPrincipal } from '../../lib/principal.ts'
import { createRealtime } from '../../realtime/index.ts'
import { CONVERSATION_INDEXES, createConversations, registerConversations } from './index.ts'
import type { AgentDirectory } from './ports.ts'
import { ADA, aCmid, aKey, DEPARTMENT, eventually, WORKSPACE } from './testing.ts'

export const VERA_PRINCIPAL: VisitorPrincipal = {
  type: 'visitor',
  workspaceId: WORKSPACE,
  siteId: 'ste_00000000000000000001',
  visitorId: 'vis_00000000000000000001',
  predecessorId: null,
  name: null,
  email: null,
  blocked: false,
}
export const MALLORY: VisitorPrincipal = { ...VERA_PRINCIPAL, visitorId: 'vis_0000000000000000000m' }
export const ADA_PRINCIPAL: AgentPrincipal = {
  type: 'agent',
  workspaceId: WORKSPACE,
  agentId: 'agt_00000000000000000001',
  sessionId: 'ses_00000000000000000001',
  role: 'agent',
  departmentIds: [DEPARTMENT],
  name: ADA.name ?? '',
}
export const BEN_PRINCIPAL: AgentPrincipal = { ...ADA_PRINCIPAL, agentId: 'agt_00000000000000000002', name: 'Ben' }
export const OWNER: AgentPrincipal = {
  ...ADA_PRINCIPAL,
  agentId: 'agt_0000000000000000000z',
  name: 'Olga',
  role: 'owner',
}

const ORIGIN = 'https://shop.example'

/** Principals by access token, as a test gives them; a token that is not here is invalid. */
export function fakeAuthenticator(principals: Record<string, Principal>) {
  const listeners = new Set<(id: string) => void>()
  const of = (access: string) => {
    const principal = principals[access]
    if (!principal) throw new AppError('token_invalid', 'No such token.')
    return principal
  }
  const idOf = (principal: Principal) => (principal.type === 'agent' ? principal.agentId : principal.visitorId)
  const authenticator: Authenticator = {
    byAccess: async (access) => of(access),
    byVisitorToken: async (token) => {
      const principal = of(token)
      if (principal.type !== 'visitor') throw new AppError('token_invalid', 'Not a visitor.')
      return principal
    },
    expiresAt: () => new Date(Date.now() + 600_000),
    current: async (principal) => Object.values(principals).find((one) => idOf(one) === idOf(principal)) ?? null,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { authenticator, principals, changed: (id: string) => listeners.forEach((listener) => listener(id)) }
}

/** Agents with slots in memory; every id is an active agent. */
export function fakeAgents(capacity = Infinity) {
  const slots: { agentId: string; conversationId: string; at: Date }[] = []
  const directory: AgentDirectory = {
    find: async (_workspaceId, id) => ({
      id,
      name: id === ADA.id ? 'Ada' : 'Ben',
      active: true,
      departmentIds: [DEPARTMENT],
    }),
    async takeSlot(_workspaceId, agentId, conversationId) {
      const own = slots.filter((slot) => slot.agentId === agentId)
      if (own.some((slot) => slot.conversationId === conversationId)) return true
      if (own.length >= capacity) return false
      slots.push({ agentId, conversationId, at: new Date() })
      return true
    },
    async giveSlot(_workspaceId, agentId, conversationId) {
      const at = slots.findIndex((slot) => slot.agentId === agentId && slot.conversationId === conversationId)
      if (at >= 0) slots.splice(at, 1)
    },
    listSlots: async (before) =>
      slots.filter(({ at }) => at < before).map((slot) => ({ workspaceId: WORKSPACE, ...slot }) as never),
  }
  return { directory, slots }
}

export const TOKENS: Record<string, Principal> = {
  'v.e.ra': VERA_PRINCIPAL,
  'm.a.llory': MALLORY,
  'a.d.a': ADA_PRINCIPAL,
  'b.e.n': BEN_PRINCIPAL,
  'o.l.ga': OWNER,
}

export async function ensureIndexes(db: Database): Promise<void> {
  for (const [name, indexes] of Object.entries(CONVERSATION_INDEXES))
    await db.collection(name).createIndexes([...indexes])
}

type Options = {
  bus?: Bus
  limits?: Partial<Limits>
  principals?: Record<string, Principal>
  agents?: ReturnType<typeof fakeAgents>
  isDegraded?: () => boolean
}

/** One instance of the server with the real log, real sockets and real routes; people and agents are fakes. */
export async function anInstance(db: Database, options: Options = {}) {
  await ensureIndexes(db)
  const bus = options.bus ?? createMemoryBus()
  const limits: Limits = { ...LIMITS, visitorMessages: 1e6, ...options.limits }
  const people = fakeAuthenticator({ ...TOKENS, ...options.principals })
  const agents = options.agents ?? fakeAgents()
  const warnings: unknown[] = []
  const log = {
    ...silentLogger,
    warn: (fields: unknown) => warnings.push(fields),
    error: (fields: unknown) => warnings.push(fields),
  }
  const conversations = createConversations({
    db,
    bus,
    clock: systemClock,
    agents: agents.directory,
    attachments: { bind: async () => Promise.reject(new AppError('attachment_not_found', 'No such file.')) },
    departments: { defaultOf: async () => DEPARTMENT, list: async () => [{ _id: DEPARTMENT }] },
    log,
    limits,
  })
  const realtime = createRealtime({
    conversations,
    authenticator: people.authenticator,
    bus,
    clock: systemClock,
    epoch: await epochOf(db),
    limits,
    log,
    ...(options.isDegraded && { isDegraded: options.isDegraded }),
  })
  const app = Fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof AppError ? error : new AppError('invalid_request', String(error))
    const problem = toProblem(known, request.id, 'https://docs.example/errors')
    return reply.code(problem.status).send(problem)
  })
  const scopes = await createScopes(app, {
    authenticator: people.authenticator,
    inboxOrigin: ORIGIN,
    visitorOrigin: ORIGIN,
    rates: { ofAddress: () => undefined, ofPrincipal: () => undefined, ofRoute: () => undefined },
  })
  registerConversations(scopes, conversations)
  realtime.addRoutes(scopes)
  await realtime.route(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo

  return {
    app,
    bus,
    conversations,
    realtime,
    people,
    agents,
    warnings,
    url: `ws://127.0.0.1:${port}/api/v1/socket`,
    connect: (access?: string, hello?: object) => connect(port, access, hello),
    async call(
      access: string,
      method: 'GET' | 'POST',
      url: string,
      payload?: object,
      headers: Record<string, string> = {},
    ) {
      const answer = await app.inject({
        method,
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${access}`, ...headers },
        ...(payload && { payload }),
      })
      return { status: answer.statusCode, body: answer.json() }
    },
    async stop() {
      await eventually(() => !conversations.isBusy())
      await realtime.close()
      await conversations.close()
      await app.close()
    },
  }
}
export type Instance = Awaited<ReturnType<typeof anInstance>>

export type TestSocket = Awaited<ReturnType<typeof connect>>
type OfType<T> = Extract<ServerFrame, { t: T }>

/** A client that keeps every frame; with `access` it has said hello and been welcomed. */
async function connect(port: number, access?: string, hello: object = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, { origin: ORIGIN })
  const frames: ServerFrame[] = []
  const texts: string[] = []
  let closed: number | null = null
  socket.on('message', (bytes) => {
    texts.push(String(bytes))
    frames.push(JSON.parse(String(bytes)))
  })
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')

  async function next<T extends ServerFrame['t']>(
    t: T,
    where: (frame: OfType<T>) => boolean = () => true,
  ): Promise<OfType<T>> {
    const find = () => frames.find((frame): frame is OfType<T> => frame.t === t && where(frame as OfType<T>))
    await eventually(() => find() !== undefined || closed !== null)
    const found = find()
    if (!found) throw new Error(`closed with ${closed} before ${t}: ${texts.join('\n')}`)
    return found
  }
  const raw = (text: string | Buffer) => socket.send(text)
  const send = (frame: ClientFrame | object) => raw(JSON.stringify(frame))
  if (access !== undefined) {
    send({ t: 'hello', v: [1, PROTOCOL_LEVEL], access, device: 'd', tab: 't', ...hello })
    await next('welcome')
  }
  return {
    socket,
    frames,
    texts,
    raw,
    send,
    next,
    of: <T extends ServerFrame['t']>(t: T) => frames.filter((frame): frame is OfType<T> => frame.t === t),
    clear: () => frames.splice(0),
    closed: () => closed,
    async whenClosed(): Promise<number> {
      await eventually(() => closed !== null)
      return closed ?? 0
    },
    close: () => socket.close(),
  }
}

/** A message as a client sends it. */
export const draft = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })

type Does = { kind: SendFrame['kind']; body: unknown; cmid?: Cmid; after?: Cmid }

/** A command through the door that all transports share. */
export function does(
  server: Pick<Instance, 'conversations'>,
  by: Principal,
  conversationId: ConversationId,
  { kind, body, cmid = aCmid(), after }: Does,
) {
  return server.conversations.submit(by, { t: 'send', cmid, conversationId, kind, body, ...(after && { after }) })
}

/** A conversation that Vera began with `words`; gives its id, and the id of the message. */
export async function begun(server: Pick<Instance, 'conversations'>, words = 'hello') {
  const frame = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft(words) } as const
  const answer = await server.conversations.submit(VERA_PRINCIPAL, frame)
  if (answer.t !== 'ack') throw new Error(answer.code)
  return { id: answer.conversationId, messageId: messageIdOf(answer.id) }
}
