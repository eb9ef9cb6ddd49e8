import { LIMITS } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import type { Domains } from './domains.ts'
import { AppError } from './errors/app-error.ts'
import type { Clock } from './lib/clock.ts'
import { SOCKET_PATH } from './realtime/socket-route.ts'

type Deps = { domains: Pick<Domains, 'workspaces' | 'sites'>; inboxOrigin: string; clock: Clock }
/** Origins remembered at most. */
const KEPT = 1_000

/**
 * Refuses the upgrade for pages that no site of this installation knows (N01), before a socket exists. Whether the
 * origin is one of the caller's own site is judged with his token; programs send no Origin and need an agent's token.
 */
export function guardSocketOrigin(app: FastifyInstance, { domains, inboxOrigin, clock }: Deps): void {
  const known = new Map<string, { at: number; answer: Promise<boolean> }>()

  async function look(origin: string): Promise<boolean> {
    const workspaces = await domains.workspaces.list()
    return domains.sites.isKnownOrigin(
      workspaces.map(({ _id }) => _id),
      origin,
    )
  }

  function isKnown(origin: string): Promise<boolean> {
    const now = clock.now().getTime()
    const last = known.get(origin)
    if (last && now - last.at < LIMITS.principalMs) return last.answer
    const answer = look(origin)
    known.delete(origin)
    known.set(origin, { at: now, answer })
    if (known.size > KEPT) known.delete(known.keys().next().value ?? origin)
    answer.catch(() => known.delete(origin))
    return answer
  }

  // An upgraded line is nobody's: a refused one would stay open for as long as the caller likes.
  app.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon()
  })

  app.addHook('onRequest', async (request) => {
    const { origin } = request.headers
    if (request.routeOptions.url !== SOCKET_PATH || origin === undefined || origin === inboxOrigin) return
    if (!(await isKnown(origin))) throw new AppError('origin_not_allowed', 'No site of this server is on this page.')
  })
}
