import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Engine, openTestDatabase, storesFolder } from '@parley/database/testing'
import { ROUTES, type RouteName } from '@parley/protocol'
import { buildApp } from './app.ts'
import { createMemoryBus } from './bus/memory-bus.ts'
import { type Config, readConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { type AgentRecord, createPasswords } from './domains/agents/index.ts'
import type { SiteRecord } from './domains/sites/index.ts'
import { createLogger } from './http/log.ts'
import { newCmid, newCreateKey } from './lib/new-id.ts'
import { createDiskBlobStore } from './storage/disk-blob-store.ts'

export const INBOX = 'http://localhost:3000'
export const SHOP = 'https://shop.example'
export const PASSWORD = 'correct horse battery'

export type Input = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  headers?: Record<string, string>
  /** The `Authorization` bearer token. */
  access?: string
  origin?: string
  cookies?: Record<string, string>
  /** Sent as it is, in place of a JSON body. */
  payload?: string | Buffer
}
type Answer = {
  status: number
  headers: Record<string, unknown>
  cookies: { name: string; value: string; [option: string]: unknown }[]
  /** The parsed body; whatever a test reads of it, it compares. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts the shape it reads
  body: any
}
export type World = Awaited<ReturnType<typeof startWorld>>
export type Tenant = Awaited<ReturnType<World['addTenant']>>

/** The server on a fresh store of `engine`, called without a socket, with a clock that only the test moves on. */
export async function startWorld(engine: Engine, changes: Partial<Config> = {}, parts: Partial<Deps> = {}) {
  const folder = await mkdtemp(path.join(storesFolder(), 'parley-server-'))
  const store = await openTestDatabase(engine)
  const log: string[] = []
  let aheadMs = 0
  const deps: Deps = {
    config: { ...readConfig({ DATA_DIR: folder, PUBLIC_URL: INBOX }), ...changes },
    store,
    secret: 'a secret of the tests, long enough to be one',
    clock: { now: () => new Date(Date.now() + aheadMs) },
    blobs: await createDiskBlobStore(path.join(folder, 'files')),
    bus: createMemoryBus(),
    // Four agents of a tenant are hashed and asked for theirs: a third of what a world costs. What is about hashes has the real ones.
    passwords: createPasswords({ memory: 64, passes: 1, parallelism: 1 }),
    fetchPage: async (url) => ({ url, html: '<title>A page</title>' }),
    loop: { ms: () => 0 }, // the machine of the tests may be as busy as it likes
    logger: createLogger('debug', { write: (line) => log.push(line) }),
    ...parts,
  }
  const server = await buildApp(deps)
  await server.app.ready()
  const { domains } = server

  /** Calls an endpoint by name, as the client does. */
  async function call(
    name: RouteName,
    { params = {}, query, body, access, origin, ...input }: Input = {},
  ): Promise<Answer> {
    const { method, path: pattern } = ROUTES[name]
    const url = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
    const response = await server.app.inject({
      method,
      url: query ? `${url}?${new URLSearchParams(query)}` : url,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(access && { authorization: `Bearer ${access}` }),
        ...(origin && { origin }),
        ...input.headers,
      },
      ...(input.cookies && { cookies: input.cookies }),
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(input.payload !== undefined && { payload: input.payload }),
    })
    const isJson = String(response.headers['content-type']).includes('json')
    const { statusCode: status, headers, cookies } = response
    return { status, headers, cookies, body: isJson ? response.json() : response.body }
  }

  async function signIn(
    email: string,
    password = PASSWORD,
  ): Promise<{ access: string; cookies: Record<string, string> }> {
    const { body, cookies } = await call('signIn', { body: { email, password }, origin: INBOX })
    return { access: body.access, cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])) }
  }

  /** A workspace with a site, and an agent of each role signed in. */
  async function addTenant(name: string) {
    const workspace = await domains.workspaces.create(name)
    const { _id: workspaceId } = workspace
    await domains.departments.createDefault(workspaceId, 'Support')
    const site: SiteRecord = await domains.sites.create(workspaceId, { name, allowedOrigins: [SHOP] })
    const add = async (role: AgentRecord['role']) => {
      const email = `${role}@${name}.example`
      const agent = await domains.agents.createWithPassword(workspaceId, {
        name: role,
        email,
        role,
        password: PASSWORD,
      })
      return { ...agent, ...(await signIn(email)) }
    }
    const [owner, admin, supervisor, agent] = [
      await add('owner'),
      await add('admin'),
      await add('supervisor'),
      await add('agent'),
    ]
    return { workspaceId, site, agents: { owner, admin, supervisor, agent } }
  }

  return {
    ...{ server, domains, deps, store, log, call, signIn, addTenant },
    async addVisitor({ key }: Pick<SiteRecord, 'key'>, origin = SHOP) {
      const { body } = await call('createVisitor', { body: { siteKey: key }, origin })
      return { id: body.visitorId, access: body.access, token: body.token }
    },
    /** A message or note in a conversation, by whoever holds `access`. */
    async say(
      from: { access: string; origin?: string },
      target: object,
      message: { text?: string; attachments?: string[]; metadata?: object; kind?: string },
    ) {
      const cmid = newCmid(deps.clock.now())
      const { kind = 'msg.new', text = '', attachments = [], ...more } = message
      return call('appendEvent', {
        ...from,
        headers: { 'idempotency-key': cmid },
        body: { t: 'send', cmid, ...target, kind, body: { v: 1, type: 'text', text, attachments, ...more } },
      })
    },
    /** A conversation that `visitor` began with a message of `text`, and a file in it. */
    async addConversation(visitor: { access: string }, text: string) {
      const [createKey, cmid] = [newCreateKey(deps.clock.now()), newCmid(deps.clock.now())]
      const from = { access: visitor.access, origin: SHOP }
      const upload = await call('uploadAttachment', { ...from, query: { createKey }, ...aFile() })
      const body = { v: 1, type: 'text', text, attachments: [upload.body.id] }
      const sent = await call('appendEvent', {
        ...from,
        headers: { 'idempotency-key': cmid },
        body: { t: 'send', cmid, create: { key: createKey }, kind: 'msg.new', body },
      })
      const { conversationId, id: eventId } = sent.body
      return { id: conversationId, messageId: eventId.replace('evt_', 'msg_'), attachmentId: upload.body.id }
    },
    /** The same access token, as if it were made now. */
    renewed(access: string): string {
      const {
        iss: _iss,
        iat: _iat,
        exp: _exp,
        ...subject
      } = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString())
      return server.tokens.sign(subject).access
    },
    /** Moves the clock on. */
    pass(ms: number): void {
      aheadMs += ms
    },
    async stop(): Promise<void> {
      await server.app.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One file as a multipart body. */
export function aFile({ name = 'note.txt', content = 'a file' as string | Buffer, field = 'file' } = {}) {
  const head = `--xx\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n--xx--\r\n')])
  return { payload, headers: { 'content-type': 'multipart/form-data; boundary=xx' } }
}
