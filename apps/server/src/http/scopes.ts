import { type Caller, type Endpoint, PROTOCOL_LEVEL, type Role } from '@parley/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import { judge } from '../lib/newer-writer.ts'
import type { AgentPrincipal, Authenticator, Principal, VisitorPrincipal } from '../lib/principal.ts'
import { originOf } from './origins.ts'
import type { Rates } from './rates.ts'

/** One Fastify scope per caller: whoever registers a route in it has passed its hook (style.md B.2). */
export type Scopes = Readonly<Record<Caller, FastifyInstance>>

export type ScopeOptions = {
  authenticator: Pick<Authenticator, 'byAccess'>
  /** The origin of the inbox: the only one that a browser may call agent routes from (S1). */
  inboxOrigin: string
  /** The origin of the visitor area: its own pages carry the widget too. */
  visitorOrigin: string
  rates: Rates
}

type PrincipalOf<E extends Endpoint> = {
  public: null
  site: null
  file: null
  visitor: VisitorPrincipal
  agent: AgentPrincipal
  participant: Principal
}[E['caller']]

type Parsed<E, Part extends string> = E extends { [P in Part]: infer S extends z.ZodType } ? z.output<S> : undefined
type Given<E> = E extends { response: infer S extends z.ZodType } ? z.input<S> : unknown

export type Call<E extends Endpoint> = {
  principal: PrincipalOf<E>
  params: Parsed<E, 'params'>
  query: Parsed<E, 'query'>
  body: Parsed<E, 'body'>
  /** The page's origin; null when the caller is no browser. Judged already where the scope says so. */
  origin: string | null
  request: FastifyRequest
  reply: FastifyReply
}

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2, owner: 3 }

/** Opens the six scopes on `app`. Routes are added with {@link handle} before the app is ready. */
export async function createScopes(app: FastifyInstance, options: ScopeOptions): Promise<Scopes> {
  app.decorateRequest('principal', null)
  app.decorateRequest('pageOrigin', null)
  app.addHook('onRequest', (request, _reply, done) => {
    request.setDecorator('pageOrigin', originOf(request, options))
    done()
  })
  const nobody: Hook = async () => null
  const open = (caller: Caller, hook: Hook) => openScope(app, caller, { hook, rates: options.rates })
  const opened = {
    public: await open('public', async (request, origin) => refuseForeignPage(request, origin, options)),
    site: await open('site', nobody),
    file: await open('file', nobody),
    visitor: await open('visitor', tokenOf('visitor')),
    agent: await open('agent', tokenOf('agent')),
    participant: await open('participant', tokenOf('visitor', 'agent')),
  }
  return {
    public: opened.public.scope,
    site: opened.site.scope,
    file: opened.file.scope,
    visitor: opened.visitor.scope,
    agent: opened.agent.scope,
    participant: opened.participant.scope,
  }

  function tokenOf(...types: Principal['type'][]): Hook {
    return async (request, origin) => {
      const principal = await options.authenticator.byAccess(bearerOf(request), { origin, address: request.ip })
      if (!types.includes(principal.type)) throw new AppError('token_invalid', 'This token is of another kind.')
      return principal
    }
  }
}

type Hook = (request: FastifyRequest, origin: string | null) => Promise<Principal | null>

/** An instance is a thenable: it travels inside an object, or awaiting it would resolve to something else. */
async function openScope(app: FastifyInstance, caller: Caller, { hook, rates }: { hook: Hook; rates: Rates }) {
  const opened = { scope: app }
  await app.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request) => {
      rates.ofAddress(request, caller)
      const principal = await hook(request, request.getDecorator('pageOrigin'))
      rates.ofPrincipal(principal)
      request.setDecorator('principal', principal)
      checkRole(request)
    })
    scope.addHook('preHandler', async (request) => rates.ofRoute(request, request.getDecorator('principal')))
    opened.scope = scope
    done()
  })
  return opened
}

function bearerOf(request: FastifyRequest): string {
  const access = /^Bearer ([\w.-]{1,2048})$/.exec(request.headers.authorization ?? '')?.[1]
  if (!access) throw new AppError('unauthenticated', 'Send an access token as `Authorization: Bearer …`.')
  return access
}

/** Routes with a proof of their own answer our inbox and callers that are no browser, never a foreign page (N17). */
function refuseForeignPage(request: FastifyRequest, origin: string | null, options: ScopeOptions): null {
  const site = request.headers['sec-fetch-site']
  const isForeign = origin !== null ? origin !== options.inboxOrigin : site !== undefined && site !== 'none'
  if (isForeign) throw new AppError('origin_not_allowed', 'Only the inbox may call this.')
  return null
}

function checkRole(request: FastifyRequest): void {
  const { role } = endpointOf(request) ?? {}
  const principal = request.getDecorator<Principal | null>('principal')
  if (!role || (principal?.type === 'agent' && RANK[principal.role] >= RANK[role])) return
  throw new AppError('forbidden', `This needs the role ${role}.`)
}

/** The declaration that the route of `request` was made from; undefined for routes outside the registry. */
export function endpointOf(request: FastifyRequest): Endpoint | undefined {
  return (request.routeOptions.config as { endpoint?: Endpoint }).endpoint // set by `handle` alone
}

/**
 * A writer whose header `Parley-Protocol` names a level above ours may send fields that we do not know: they are dropped,
 * as from his frames (SYNC-43). Without the header, or at our level, schemas are closed.
 */
function forgiveNewer(request: FastifyRequest, { body, query }: Endpoint): void {
  const level = /^\d{1,4}$/.exec(String(request.headers['parley-protocol']))?.[0]
  if (Number(level ?? 0) <= PROTOCOL_LEVEL) return
  if (body) judge(body, request.body, true) // the route's own schemas judge what is left
  if (query) judge(query, request.query, true)
}

/**
 * Registers `endpoint` in the scope of its caller: method, path, closed schemas and status come from the declaration,
 * only the work comes from `work`. What it returns is checked against the declared response on the way out.
 */
export function handle<const E extends Endpoint>(
  scopes: Scopes,
  endpoint: E,
  work: (call: Call<E>) => Promise<Given<E>>,
): void {
  const status = endpoint.status ?? 200
  scopes[endpoint.caller].route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      summary: endpoint.summary,
      ...(endpoint.params && { params: endpoint.params }),
      ...(endpoint.query && { querystring: endpoint.query }),
      ...(endpoint.body && { body: endpoint.body }),
      ...(endpoint.response && { response: { [status]: endpoint.response } }),
    },
    config: { endpoint },
    preValidation: async (request) => forgiveNewer(request, endpoint),
    async handler(request, reply) {
      const { params, query, body } = request as Pick<Call<E>, 'params' | 'query' | 'body'> // parsed by the schemas above
      const principal = request.getDecorator<PrincipalOf<E>>('principal')
      const origin = request.getDecorator<string | null>('pageOrigin')
      const answer = await work({ principal, params, query, body, origin, request, reply })
      if (reply.sent || answer === reply) return reply
      return reply.code(status).send(answer ?? undefined)
    },
  })
}
