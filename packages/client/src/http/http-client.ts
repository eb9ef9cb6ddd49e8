import type { EndpointTypes } from '@parley/protocol'
import { PROTOCOL_LEVEL, type Route, type RouteName } from '@parley/protocol/constants'
import { asClientError, ClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import { toJson } from '../json.ts'
import { DEAD_MS } from '../times.ts'

export type RequestInput = { params?: unknown; query?: unknown; body?: unknown }
export type RequestOptions = {
  access?: string
  headers?: Record<string, string>
  keepalive?: boolean
  signal?: AbortSignal
}
/** The routes a client may call: all of them, or the few that a visitor needs. Without a caller it is the client's own. */
type Callable = Omit<Route, 'caller'> & Partial<Route>
export type Routes = { [N in RouteName]?: Callable }

export type Http = {
  routes: Routes
  address(name: RouteName, input: RequestInput): string
  /** One request, no retry. Throws {@link ClientError}: `network` when there is no answer within 35 s. */
  request<N extends RouteName>(
    name: N,
    input: RequestInput,
    options?: RequestOptions,
  ): Promise<EndpointTypes[N]['response']>
}

/** Requests by endpoint name against the server at `url`. */
export function createHttp(env: Environment, url: string, routes: Routes): Http {
  const routeOf = (name: RouteName): Callable => {
    const route = routes[name]
    if (!route) throw new ClientError('not_found', 0, { detail: name })
    return route
  }
  const address = (name: RouteName, { params, query }: RequestInput) => {
    const path = routeOf(name).path.replace(/:(\w+)/g, (_, key) => (params as Record<string, string>)[key] ?? '')
    // What is not given does not survive as JSON, and is not asked for.
    return query ? `${url}${path}?${new URLSearchParams(JSON.parse(toJson(query)))}` : url + path
  }
  return {
    routes,
    address,
    async request(name, input, { access, headers, keepalive = false, signal } = {}) {
      const giveUp = new AbortController()
      const abort = () => giveUp.abort()
      const timer = env.setTimeout(abort, DEAD_MS)
      const body = input.body ? toJson(input.body) : null
      signal?.addEventListener('abort', abort)
      try {
        const response = await env.fetch(address(name, input), {
          ...{ keepalive, signal: giveUp.signal, method: routeOf(name).method },
          headers: {
            ...(body && { 'content-type': 'application/json', 'parley-protocol': `${PROTOCOL_LEVEL}` }),
            ...(access && { authorization: `Bearer ${access}` }),
            ...headers,
          },
          body,
        })
        return (await answerOf(response)) as never
      } catch (error) {
        throw asClientError(error)
      } finally {
        env.clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      }
    },
  }
}

/** The body of a good answer; throws what a problem document says. A proxy's error page says nothing but its status. */
export async function answerOf(response: Response): Promise<unknown> {
  const { ok, status } = response
  const body = await response.json().catch(() => undefined)
  if (ok) return body
  throw new ClientError(body?.code ?? (status < 500 ? 'invalid_request' : 'internal_error'), status, body)
}
