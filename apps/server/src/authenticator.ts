import { LIMITS, VisitorToken, type WorkspaceId } from '@parley/protocol'
import type { Bus } from './bus/bus.ts'
import type { Agents } from './domains/agents/index.ts'
import { addressBlocked, type Blocks, isWithin } from './domains/blocks/index.ts'
import type { Sessions } from './domains/sessions/index.ts'
import type { Sites } from './domains/sites/index.ts'
import type { VisitorRecord, Visitors } from './domains/visitors/index.ts'
import { AppError } from './errors/app-error.ts'
import type { AccessClaims, AccessTokens } from './http/access-tokens.ts'
import type { Clock } from './lib/clock.ts'
import type { AgentPrincipal, Authenticator, Principal, VisitorPrincipal } from './lib/principal.ts'

type Deps = {
  tokens: AccessTokens
  agents: Pick<Agents, 'find'>
  sessions: Pick<Sessions, 'find'>
  visitors: Pick<Visitors, 'find' | 'byToken'>
  sites: Pick<Sites, 'find' | 'allows' | 'optionsOf'>
  blocks: Pick<Blocks, 'rangesOf'>
  inboxOrigin: string
  clock: Clock
  changes: Changes
  bus: Pick<Bus, 'subscribe'>
}

type AgentClaims = Extract<AccessClaims, { aud: 'parley:agent' }>
type VisitorClaims = Extract<AccessClaims, { aud: 'parley:visitor' }>

/** Principals and sites as they were at most 5 s ago (SYNC-58); a change in this process is seen at once. */
export function createAuthenticator(deps: Deps): Authenticator {
  const { tokens, agents, sessions, visitors, sites, blocks, changes } = deps
  const cache = createCache(deps.clock)
  changes.listen((id) => cache.drop(id))
  deps.bus.subscribe((message) => {
    if (message.type === 'principal') cache.drop(message.id)
  })

  const agentOf = ({ sub, wsp, ses }: Pick<AgentClaims, 'sub' | 'wsp' | 'ses'>) =>
    cache.get(sub, `${wsp} ${ses}`, async (): Promise<AgentPrincipal | null> => {
      const [agent, session] = await Promise.all([agents.find(wsp, sub), sessions.find(wsp, ses)])
      if (agent?.state !== 'active' || session?.agentId !== sub || session.expiresAt <= deps.clock.now()) return null
      const { role, departmentIds, name } = agent
      return { type: 'agent', workspaceId: wsp, agentId: sub, sessionId: ses, role, departmentIds, name }
    })

  const visitorOf = ({ sub, wsp }: Pick<VisitorClaims, 'sub' | 'wsp'>) =>
    cache.get(sub, wsp, async () => {
      const record = await visitors.find(wsp, sub)
      return record && !record.endedAt ? record : null
    })

  /** Ranges are remembered under the tenant's own id; each says itself until when it is blocked. */
  async function isShutOut(workspaceId: WorkspaceId, address: string): Promise<boolean> {
    const ranges = await cache.get(workspaceId, 'ranges', () => blocks.rangesOf(workspaceId))
    return isWithin(ranges, address, deps.clock.now())
  }

  async function letIn(visitor: VisitorPrincipal, address: string): Promise<VisitorPrincipal> {
    if (await isShutOut(visitor.workspaceId, address)) throw addressBlocked()
    return { ...visitor, address }
  }

  /** On a line that is open he is told with each thing that he sends. */
  async function withAddress(visitor: VisitorPrincipal | null, address: string | undefined) {
    if (!visitor || address === undefined) return visitor
    const isOut = await isShutOut(visitor.workspaceId, address)
    return { ...visitor, address, blocked: visitor.blocked || isOut }
  }

  /** The visitor as he is now, verified as `contactId` says; null when he ended, or is somebody else by now. */
  async function principalOf(claims: VisitorClaims | VisitorRef): Promise<VisitorPrincipal | null> {
    const [record, site] = await Promise.all([visitorOf(claims), siteOf(claims.wsp, claims.ste)])
    const { con: contactId = null } = claims
    if (!record || !site || (contactId && record.contactId !== contactId)) return null
    if (!contactId && sites.optionsOf(site).privacy.identityRequired) throw unsigned()
    return toPrincipal(record, contactId)
  }

  const siteOf: Sites['find'] = (workspaceId, id) => cache.get(id, workspaceId, () => sites.find(workspaceId, id))

  /** Pages of our inbox, and programs, which send no Origin. */
  function checkInbox(origin: string | null): void {
    if (origin !== null && origin !== deps.inboxOrigin) throw originRefused()
  }

  return {
    async byAccess(access, { origin, address }) {
      const claims = tokens.verify(access)
      if (claims.aud === 'parley:agent') {
        checkInbox(origin)
        return (await agentOf(claims)) ?? signedOut()
      }
      const site = await siteOf(claims.wsp, claims.ste)
      if (!site || !sites.allows(site, origin)) throw originRefused()
      return letIn((await principalOf(claims)) ?? signedOut(), address)
    },

    async byVisitorToken(token, { origin, address }) {
      if (!VisitorToken.safeParse(token).success) throw new AppError('token_invalid', 'This is no token of a visitor.')
      return letIn(toPrincipal(await visitors.byToken(token, origin, { siteOf })), address)
    },

    expiresAt: (access) => new Date(tokens.verify(access).exp * 1000),

    async current(principal): Promise<Principal | null> {
      if (principal.type === 'visitor')
        return withAddress(await principalOf(refOf(principal)).catch(orNobody), principal.address)
      return agentOf({ sub: principal.agentId, wsp: principal.workspaceId, ses: principal.sessionId })
    },

    onChange: (listener) => changes.listen(listener),
  }
}

type VisitorRef = Pick<VisitorClaims, 'sub' | 'wsp' | 'ste'> & { con?: VisitorClaims['con'] }

function refOf({ visitorId, workspaceId, siteId, contactId }: VisitorPrincipal): VisitorRef {
  return { sub: visitorId, wsp: workspaceId, ste: siteId, ...(contactId && { con: contactId }) }
}

/** A refusal ends a principal; a store that fails does not. */
function orNobody(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}

function toPrincipal(record: VisitorRecord, contactId: VisitorPrincipal['contactId'] = null): VisitorPrincipal {
  const { workspaceId, siteId, predecessorId, resumed, name, email, phone = null, blocked, _id: visitorId } = record
  const who = { workspaceId, siteId, visitorId, predecessorId, contactId, resumed }
  return { type: 'visitor', ...who, name, email, phone, blocked }
}

function unsigned(): AppError {
  return new AppError('identity_unsigned', 'This site wants a signed identity.')
}

function signedOut(): never {
  throw new AppError('token_invalid', 'Whoever this token was made for is signed out, disabled or gone.')
}

function originRefused(): AppError {
  return new AppError('origin_not_allowed', 'This page may not use the token.')
}

export type Changes = {
  /** Somebody (`agt_…`, `vis_…`, `ste_…`) is another now, by what this process did. */
  tell(id: string): void
  listen(listener: (id: string) => void): () => void
}

/** Changes that this process made; sockets take them to the bus, and so to the other instances. */
export function createChanges(): Changes {
  const listeners = new Set<(id: string) => void>()
  return {
    tell(id) {
      for (const listener of listeners) listener(id)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Answers kept at most; the oldest go first. */
const KEPT = 20_000
type Kept = { at: number; byVariant: Map<string, Promise<unknown>> }

/**
 * Answers by id (and a variant of it: the tenant it was asked for, S4) for at most five seconds; one read serves all who
 * ask meanwhile.
 */
function createCache(clock: Clock) {
  const kept = new Map<string, Kept>()
  return {
    get<T>(id: string, variant: string, read: () => Promise<T>): Promise<T> {
      const now = clock.now().getTime()
      let entry = kept.get(id)
      if (!entry || now - entry.at >= LIMITS.principalMs || now < entry.at) {
        entry = { at: now, byVariant: new Map() }
        kept.delete(id)
        kept.set(id, entry)
        if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? id)
      }
      const known = entry.byVariant.get(variant)
      if (known) return known as Promise<T> // what `read` of this id gave: each id is read in one way
      const reading = read()
      entry.byVariant.set(variant, reading)
      reading.catch(() => kept.delete(id))
      return reading
    },
    drop: (id: string) => kept.delete(id),
  }
}
