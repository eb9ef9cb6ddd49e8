import { type Caller, ROUTES, type RouteName } from '@parley/protocol'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../lib/principal.ts'
import { addressKey, type Rate, type RateLimiter } from './rate-limit.ts'

/** What one address may ask for without a token; people behind one line share it. */
const OF_ADDRESS: Partial<Record<Caller, Rate>> = {
  public: { burst: 120, perSecond: 2 },
  site: { burst: 600, perSecond: 20 },
  file: { burst: 1_000, perSecond: 50 },
}
/** What one person may ask for, over all his tabs. */
const OF_PRINCIPAL: Record<Principal['type'], Rate> = {
  visitor: { burst: 200, perSecond: 10 },
  agent: { burst: 1_000, perSecond: 50 },
}
/** Dearer than others: per address where no principal is known (N86), else per principal. */
const OF_ROUTE: Partial<Record<RouteName, Rate>> = {
  createVisitor: { burst: 120, perSecond: 1 },
  previewLink: { burst: 60, perSecond: 1 },
  uploadAttachment: { burst: 60, perSecond: 1 },
  attachCannedFiles: { burst: 60, perSecond: 1 },
  createAgent: { burst: 60, perSecond: 0.2 },
  changePassword: { burst: 10, perSecond: 1 / 60 },
  createPasswordLink: { burst: 60, perSecond: 0.2 },
}

const names = new Map(
  Object.entries(ROUTES).map(([name, { method, path }]) => [`${method} ${path}`, name as RouteName]),
)

/** Refuses callers that come too often. Throws `rate`. */
export function createRates(limiter: RateLimiter) {
  return {
    /** Before anything is looked up. */
    ofAddress(request: FastifyRequest, caller: Caller): void {
      const rate = OF_ADDRESS[caller]
      if (rate) limiter.take(`address ${caller}`, addressKey(request.ip), rate)
    },
    /** Before the body is read. */
    ofPrincipal(principal: Principal | null): void {
      if (principal) limiter.take(principal.type, idOf(principal), OF_PRINCIPAL[principal.type])
    },
    /** When the request is known to be well made: only the work is counted. */
    ofRoute({ ip, routeOptions }: FastifyRequest, principal: Principal | null): void {
      const name = names.get(`${routeOptions.method} ${routeOptions.url}`)
      const rate = name && OF_ROUTE[name]
      if (rate) limiter.take(name, principal ? idOf(principal) : addressKey(ip), rate)
    },
  }
}
export type Rates = ReturnType<typeof createRates>

function idOf(principal: Principal): string {
  return principal.type === 'agent' ? principal.agentId : principal.visitorId
}
