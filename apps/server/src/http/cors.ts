import { type Caller, ROUTES, type Route } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors/app-error.ts'
import { endpointOf } from './scopes.ts'

/** Routes that pages of other origins may call. Agent and cookie routes are not among them and send no CORS headers. */
const CALLERS: ReadonlySet<Caller> = new Set(['site', 'visitor', 'participant'])
const HEADERS = 'authorization, content-type, idempotency-key, parley-protocol'
/** Seconds a browser may remember a preflight: as long as Chromium does at most. */
const MAX_AGE = 7_200

/** Routes without parameters first, as the router prefers them. */
const routes: [Route, RegExp][] = Object.values<Route>(ROUTES)
  .sort((a, b) => a.path.split(':').length - b.path.split(':').length)
  .map((route) => [route, new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`)])

/** Whether a page of another origin may call what is at `path`. */
function isOpen(method: string | undefined, path: string): boolean {
  const [route] = routes.find(([one, shape]) => one.method === method && shape.test(path)) ?? []
  return route !== undefined && CALLERS.has(route.caller)
}

/**
 * CORS without credentials (S1, SYNC-88). Whether an origin belongs to the caller's site is judged by the scope and the
 * site gate; a refused one finds the header taken away again (`problems.ts`), any other refusal stays readable, so
 * that a client can tell an expired token from a lost line.
 */
export function addCors(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    const caller = endpointOf(request)?.caller
    if (!caller || !CALLERS.has(caller)) return
    reply.header('vary', 'origin')
    if (origin === undefined) return
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'retry-after, x-request-id')
  })

  app.options('/api/*', async (request, reply) => {
    const method = request.headers['access-control-request-method']
    const path = request.url.split('?')[0] ?? ''
    const { origin } = request.headers
    if (!origin || !isOpen(method, path)) {
      throw new AppError('not_found', 'No page of another origin may call this.')
    }
    return reply
      .code(204)
      .headers({
        vary: 'origin, access-control-request-method, access-control-request-headers',
        'access-control-allow-origin': origin,
        'access-control-allow-methods': method,
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': MAX_AGE,
      })
      .send()
  })
}
