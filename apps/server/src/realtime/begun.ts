import type { ConversationId, Limits, WorkspaceId } from '@parley/protocol'
import type { RowNote } from '../bus/bus.ts'
import type { Clock } from '../lib/clock.ts'
import { createGather } from '../lib/gather.ts'
import type { Logger } from '../lib/logger.ts'
import type { VisitorPrincipal } from '../lib/principal.ts'
import type { ConversationFeed } from './ports.ts'
import type { Sink } from './sink.ts'

type Deps = { feed: Pick<ConversationFeed, 'listBegun' | 'listBegunSince'>; clock: Clock; limits: Limits; log: Logger }

/** One line of a visitor, and what it was told already. */
type Follower = { sink: Sink; visitor: VisitorPrincipal; told: Set<ConversationId> }
/** Visitors of a tenant on the line here, and up to when it was looked what was begun with any of them. */
type Tenant = { followers: Set<Follower>; at: Date }
type Parts = Deps & {
  tenants: Map<WorkspaceId, Tenant>
  /** By the visitor's id, and by the person's. */
  byWho: Map<string, Set<Follower>>
  /** Those whose look failed. */
  unseen: Set<Follower>
  lookUp(visitor: VisitorPrincipal): Promise<readonly ConversationId[]>
}

/** Visitors looked up at once, and the longest wait for company in ms: after an outage all come back at once. */
const LOOKUPS = { maxItems: 100, waitMs: 5 }

/**
 * Visitors on the line hear of conversations that agents begin with them: as it happens, when they come, and by a
 * periodic look at what the bus lost. A hint grants nothing: who may read it is asked each time.
 */
export function createBegunHub(deps: Deps) {
  const { add: lookUp } = createGather({ ...LOOKUPS, write: deps.feed.listBegun })
  const parts: Parts = { ...deps, tenants: new Map(), byWho: new Map(), unseen: new Set(), lookUp }
  return {
    /** From now on; the result ends it. Listens before it looks (SYNC-45). */
    follow(sink: Sink): () => void {
      if (sink.principal.type !== 'visitor') return () => undefined
      const one: Follower = { sink, visitor: sink.principal, told: new Set() }
      enter(parts, one)
      // What a client that comes is told of it knows by its own list: no reason to end a long-poll.
      lookSoon(parts, one, 'sendAgain')
      return () => leave(parts, one)
    },
    hear({ begunWith = [] }: RowNote): void {
      for (const one of followersOf(parts, begunWith)) lookSoon(parts, one, 'send')
    },
    check: () => check(parts),
  }
}
export type BegunHub = ReturnType<typeof createBegunHub>

const namesOf = ({ visitor: { visitorId, contactId } }: Follower) => (contactId ? [visitorId, contactId] : [visitorId])

function followersOf({ byWho }: Parts, ids: readonly string[]): Set<Follower> {
  return new Set(ids.flatMap((id) => [...(byWho.get(id) ?? [])]))
}

function enter({ tenants, byWho, clock }: Parts, one: Follower): void {
  const { workspaceId } = one.visitor
  const tenant = tenants.get(workspaceId) ?? { followers: new Set(), at: clock.now() }
  tenants.set(workspaceId, tenant)
  tenant.followers.add(one)
  for (const name of namesOf(one)) byWho.set(name, (byWho.get(name) ?? new Set<Follower>()).add(one))
}

function leave({ tenants, byWho, unseen }: Parts, one: Follower): void {
  unseen.delete(one)
  const { workspaceId } = one.visitor
  const tenant = tenants.get(workspaceId)
  if (tenant?.followers.delete(one) && tenant.followers.size === 0) tenants.delete(workspaceId)
  for (const name of namesOf(one)) {
    const all = byWho.get(name)
    if (all?.delete(one) && all.size === 0) byWho.delete(name)
  }
}

/** Tells a line what was begun with its visitor, each conversation once. */
async function look({ lookUp, unseen, tenants }: Parts, one: Follower, way: 'send' | 'sendAgain'): Promise<void> {
  unseen.add(one)
  const begun = await lookUp(one.visitor).finally(() => {
    if (!tenants.get(one.visitor.workspaceId)?.followers.has(one)) unseen.delete(one)
  })
  unseen.delete(one)
  for (const conversationId of begun) {
    if (one.told.has(conversationId)) continue
    one.told.add(conversationId)
    one.sink[way](JSON.stringify({ t: 'begun', conversationId }))
  }
}

/** A look that fails is repeated by the next check. */
function lookSoon(parts: Parts, one: Follower, way: 'send' | 'sendAgain'): void {
  look(parts, one, way).catch((error: unknown) => parts.log.warn({ err: error }, 'begun conversations not told'))
}

async function check(parts: Parts): Promise<void> {
  const { tenants, feed, limits, unseen } = parts
  for (const [workspaceId, tenant] of [...tenants]) {
    const since = new Date(tenant.at.getTime() - limits.listOverlapMs)
    const { at, whom, isCut } = await feed.listBegunSince(workspaceId, { since, limit: limits.listRows })
    tenant.at = at
    const late = isCut ? tenant.followers : followersOf(parts, whom)
    await Promise.all([...late].map((one) => look(parts, one, 'send')))
  }
  await Promise.all([...unseen].map((one) => look(parts, one, 'send')))
}
