import { ENDPOINTS, type Endpoint, type RouteName } from '@parley/protocol'
import { callerOf, GOOD_CALLS, renew } from '../../http/testing-calls.ts'
import type { Fixture } from '../../http/testing-fixture.ts'
import { newCmid } from '../../lib/new-id.ts'
import type { Input, World } from '../../testing.ts'
import type { Subject } from './attacks.ts'
import { commandsOf, type Things } from './commands.ts'
import { schemaOf } from './schemas.ts'
import type { Tally } from './tally.ts'
import { type Answer, codesOf, documentedEndpoints, type Expectation, wrongWith } from './verdict.ts'

export const ROUTES = Object.entries<Endpoint>(ENDPOINTS).map(
  ([name, endpoint]) => [name as RouteName, endpoint] as const,
)

/** One request as it goes over the line, and what must come of it. */
export type Case = { what: string; request: Request; expects: Expectation }
export type Request = {
  method: string
  url: string
  headers: Record<string, string>
  payload?: string | Buffer
}

/** After so many requests the clock moves on a minute, and every bucket of the rate limits is full again. */
const PER_MINUTE = 50

export function thingsOf({ conversation, agents, visitor, departmentId }: Fixture): Things {
  const cmid = () => newCmid(new Date())
  return {
    ...{ conversation, departmentId, cmid },
    agentId: agents.agent._id,
    access: visitor.access,
    token: visitor.token,
  }
}

/** What is attacked of a route, by name: its params, its query, its body; of a command each kind. */
export function subjectsOf(name: RouteName, own: Fixture, good: Input): Map<string, Subject & { part: Part }> {
  const { params, query, body }: Endpoint = ENDPOINTS[name]
  const parts = new Map<string, Subject & { part: Part }>()
  if (params) parts.set('params', { part: 'params', schema: schemaOf(params), good: good.params ?? {} })
  if (query) parts.set('query', { part: 'query', schema: schemaOf(query), good: good.query ?? {} })
  if (!body) return parts
  if (name !== 'appendEvent') return parts.set('body', { part: 'body', schema: schemaOf(body), good: good.body })
  for (const [kind, subject] of commandsOf(thingsOf(own))) parts.set(kind, { part: 'body', ...subject })
  return parts
}
type Part = 'params' | 'query' | 'body'

/** The request of `input`, as {@link World.call} would make it. */
export function requestOf(name: RouteName, { params = {}, query, body, access, origin, ...input }: Input): Request {
  const { method, path } = ENDPOINTS[name]
  const url = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent((params[key] ?? '').toWellFormed()))
  const cookie = Object.entries(input.cookies ?? {}).map(([key, value]) => `${key}=${value}`)
  const payload = input.payload ?? (body === undefined ? undefined : JSON.stringify(body))
  return {
    method,
    url: query ? `${url}?${new URLSearchParams(query)}` : url,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(access && { authorization: `Bearer ${access}` }),
      ...(origin && { origin }),
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...input.headers,
    },
    ...(payload !== undefined && { payload }),
  }
}

export async function ask({ server }: World, { method, url, headers, payload }: Request): Promise<Answer> {
  const answer = await server.app.inject({
    method: method as 'GET', // methods that the type does not know are among the cases
    url,
    headers,
    ...(payload !== undefined && { payload }),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}

/** A tenant's good calls, with every bucket of the rate limits full and every token fresh. */
export function goodCalls(world: World, own: Fixture) {
  return async (name: RouteName): Promise<Input> => {
    world.pass(60_000)
    renew(world, own)
    return { ...callerOf(ENDPOINTS[name].caller, own), ...(await GOOD_CALLS[name](own, world)) }
  }
}

const documented = documentedEndpoints()

/** What the API's page says of a route. */
export function documentedOf(name: RouteName) {
  const { method, path } = ENDPOINTS[name]
  const row = documented.get(`${method} ${path}`)
  if (!row) throw new Error(`docs/reference/http-api.md has no row for ${name}`)
  return row
}

/** Sends every case, counts it under `name`, and gives what was wrong with the answers. */
export async function tryAll(
  { world, own, tally }: { world: World; own: Fixture; tally: Tally },
  [target, name]: readonly [RouteName, string],
  cases: readonly Case[],
): Promise<string[]> {
  const wrong: string[] = []
  const codes = codesOf(documentedOf(target))
  for (const [n, { what, request, expects }] of cases.entries()) {
    if (n % PER_MINUTE === PER_MINUTE - 1) world.pass(60_000)
    const headers = { ...request.headers, ...freshBearer(world, own, request.headers) }
    const found = wrongWith(await ask(world, { ...request, headers }), expects, codes)
    if (found) wrong.push(`${what}: ${found}`)
  }
  tally.add(target, name, cases.length)
  return wrong
}

/** Tokens of ours go stale while the clock moves on; what is no token of ours is sent as it is. */
function freshBearer(world: World, { visitor, agents }: Fixture, { authorization = '' }: Record<string, string>) {
  const access = /^Bearer (\S+)$/.exec(authorization)?.[1] ?? ''
  const all = [visitor.access, ...Object.values(agents).map((agent) => agent.access)]
  return all.includes(access) ? { authorization: `Bearer ${world.renewed(access)}` } : {}
}
