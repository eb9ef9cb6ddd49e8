import type { AddressInfo } from 'node:net'
import type { Database } from '@parley/database'
import { type Engine, openTestDatabase } from '@parley/database/testing'
import {
  type Cmid,
  type ConversationId,
  type FeatureOptions,
  LIMITS,
  type Limits,
  messageIdOf,
  type SendFrame,
} from '@parley/protocol'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Bus } from '../../../bus/bus.ts'
import { createMemoryBus } from '../../../bus/memory-bus.ts'
import { epochOf } from '../../../database/epoch.ts'
import { AppError, toProblem } from '../../../errors/app-error.ts'
import { createScopes } from '../../../http/scopes.ts'
import { systemClock } from '../../../lib/clock.ts'
import { silentLogger } from '../../../lib/logger.ts'
import type { Authenticator, Principal } from '../../../lib/principal.ts'
import { createRealtime } from '../../../realtime/index.ts'
import { DEFAULT_OPTIONS } from '../../sites/options.ts'
import { CONVERSATION_INDEXES, createConversations, registerConversations } from '../index.ts'
import type { FormDesk, KnownVisitor, SeenOfVisitor } from '../ports.ts'
import { aCmid, aKey, DEPARTMENT, eventually, OTHER_DEPARTMENT } from './log.ts'
import { fakeAgents, fakeAuthenticator, fakeVisitors, TOKENS, VERA_PRINCIPAL } from './people.ts'
import { connect, ORIGIN } from './socket.ts'

export async function ensureIndexes(db: Database): Promise<void> {
  for (const [name, indexes] of Object.entries(CONVERSATION_INDEXES))
    await db.collection(name).createIndexes([...indexes])
}

type Options = {
  bus?: Bus
  limits?: Partial<Limits>
  principals?: Record<string, Principal>
  agents?: ReturnType<typeof fakeAgents>
  /** What the site lets visitors do; by default what every site does. Read at each use. */
  features?: Partial<FeatureOptions>
  forms?: FormDesk
  /** What is true of visitors besides what their principals say, by id; read at each use. */
  visitors?: Record<string, Partial<KnownVisitor & SeenOfVisitor>>
  /** Agents who are connected, as far as routing asks. */
  present?: readonly string[]
  isDegraded?: () => boolean
  /** How late the event loop is said to be, in ms (default 0: the machine of the tests may be as busy as it likes). */
  loopMs?: () => number
}

/** A site that asks nothing. */
const NO_FORMS: FormDesk = {
  judge: async () => ({ isMissing: false, errors: [], taken: null }),
  told: async () => undefined,
}

/** The parts of one instance: the real log and the real realtime; people and agents are fakes. */
async function parts(db: Database, options: Options) {
  await ensureIndexes(db)
  const bus = options.bus ?? createMemoryBus()
  const limits: Limits = { ...LIMITS, visitorMessages: 1e6, ...options.limits }
  const people = fakeAuthenticator({ ...TOKENS, ...options.principals })
  const agents = options.agents ?? fakeAgents()
  const warnings: unknown[] = []
  const warn = (fields: unknown) => warnings.push(fields)
  const log = { ...silentLogger, warn, error: warn }
  const conversations = createConversations({
    ...{ db, bus, clock: systemClock, log, limits, agents: agents.directory },
    attachments: { bind: async () => Promise.reject(new AppError('attachment_not_found', 'No such file.')) },
    sites: {
      campaignSaid: async () => null,
      featuresOf: async () => ({ ...DEFAULT_OPTIONS.features, ...options.features }),
      filesOf: async () => DEFAULT_OPTIONS.files,
    },
    forms: options.forms ?? NO_FORMS,
    visitors: fakeVisitors({ ...TOKENS, ...options.principals }, options.visitors),
    noticer: { take: async () => undefined },
    pusher: { isUsed: async () => false, subscribed: async () => new Set(), tell: async () => true },
    departments: {
      defaultOf: async () => DEPARTMENT,
      list: async () => [{ _id: DEPARTMENT }, { _id: OTHER_DEPARTMENT }],
    },
    isPresent: async (_, id) => options.present?.includes(id) ?? false,
  })
  const realtime = createRealtime({
    ...{ conversations, authenticator: people.authenticator, bus, clock: systemClock, limits, log },
    epoch: await epochOf(db),
    loop: { ms: options.loopMs ?? (() => 0) },
    ...(options.isDegraded && { isDegraded: options.isDegraded }),
  })
  return { bus, conversations, realtime, people, agents, warnings }
}

type Served = Pick<Awaited<ReturnType<typeof parts>>, 'conversations' | 'realtime'> & { authenticator: Authenticator }

/** Real routes and real sockets on a free port. */
async function serve({ conversations, realtime, authenticator }: Served) {
  const app = Fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof AppError ? error : new AppError('invalid_request', String(error))
    const problem = toProblem(known, request.id, 'https://docs.example/errors')
    return reply.code(problem.status).send(problem)
  })
  const free = () => undefined
  const scopes = await createScopes(app, {
    ...{ authenticator, inboxOrigin: ORIGIN, visitorOrigin: ORIGIN },
    rates: { ofAddress: free, ofPrincipal: free, ofRoute: free },
  })
  registerConversations(scopes, conversations)
  realtime.addRoutes(scopes)
  await realtime.route(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, port: (app.server.address() as AddressInfo).port } // a listening TCP server has one
}

type Request = { payload?: object; headers?: Record<string, string> }

/** One instance of the server on a free port. */
export async function anInstance(db: Database, options: Options = {}) {
  const made = await parts(db, options)
  const { conversations, realtime, people } = made
  const { app, port } = await serve({ conversations, realtime, authenticator: people.authenticator })

  async function request(access: string, route: string, { payload, headers }: Request = {}) {
    const [method, url] = route.split(' ') as ['GET' | 'POST', string]
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${access}`, ...headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  return {
    ...made,
    port,
    connect: (access?: string, hello?: object) => connect(port, access, hello),
    get: (access: string, url: string) => request(access, `GET ${url}`),
    post: (access: string, url: string, payload: object, headers: Record<string, string> = {}) =>
      request(access, `POST ${url}`, { payload, headers }),
    async stop() {
      await eventually(() => !conversations.isBusy())
      await realtime.close()
      await conversations.close()
      await app.close()
    },
  }
}
export type Instance = Awaited<ReturnType<typeof anInstance>>

/** One instance on a database of its own, which ends with it. */
export async function aLoneInstance(engine: Engine, options: Options = {}) {
  const { db, close } = await openTestDatabase(engine)
  const server = await anInstance(db, options)
  return {
    ...server,
    db,
    async stop() {
      await server.stop()
      await close()
    },
  }
}
export type LoneInstance = Awaited<ReturnType<typeof aLoneInstance>>

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
