import { createChanges } from './authenticator.ts'
import type { Deps } from './deps.ts'
import { createAccessTokens } from './http/access-tokens.ts'
import { createAreas } from './http/areas.ts'
import { createRateLimiter } from './http/rate-limit.ts'
import { deriveKey } from './http/secrets.ts'
import { createServer } from './http/server.ts'
import { createOutbound, createPush } from './push/index.ts'

export type Foundations = Awaited<ReturnType<typeof createFoundations>>

/** What domains stand on and know nothing of them. */
export async function createFoundations(deps: Deps) {
  const { config, clock, secret } = deps
  const areas = createAreas(config.urls)
  const { app } = await createServer({
    areas,
    logger: deps.logger,
    trustProxy: config.trustProxy,
    docsUrl: areas.urlFor('api', '/reference/errors'),
  })
  const tokens = await createAccessTokens(app, {
    secret: deriveKey(secret, 'access').toString('base64'),
    issuer: areas.origin('api'),
    clock,
  })
  const push = createPush({
    ...{ clock, outbound: deps.outbound ?? createOutbound(), subject: areas.origin('visitor') },
    keyOf: (purpose) => deriveKey(secret, purpose),
  })
  return { app, push, areas, tokens, changes: createChanges(), limiter: createRateLimiter(clock) }
}
