import {
  type ContactId,
  type ConversationId,
  LIMITS,
  type VisitorId,
  type VisitorToken,
  type WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { browserName } from '../../http/browser-name.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { createGather } from '../../lib/gather.ts'
import { newId } from '../../lib/new-id.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { SiteRecord, Sites } from '../sites/index.ts'
import { aNewVisitor, tenantOf, UNKNOWN, type VisitorRecord } from './model.ts'
import type { Use, VisitorStore } from './store.ts'

export type VisitorDeps = {
  store: VisitorStore
  sites: Pick<Sites, 'siteFor' | 'find' | 'allows' | 'optionsOf'>
  clock: Clock
  /** Somebody whom we know was there. */
  personSeen(person: { workspaceId: WorkspaceId; id: ContactId }, at: Date): Promise<void>
  /** Tells sockets, caches and lists that this visitor is another now. */
  changed(visitor: { workspaceId: WorkspaceId; id: VisitorId }): void
}

/** How often a use of the token is written down, in milliseconds: the idle time is counted in days. */
const NOTED_EVERY_MS = 5 * 60_000
/** After an outage everybody comes back at once: what is noted of them then shares its writes. */
const NOTED_TOGETHER = { waitMs: 10, maxItems: 200 }

export function createVisitorActions({ store, sites, clock, changed, personSeen }: VisitorDeps) {
  const later = (ms: number) => new Date(clock.now().getTime() + ms)
  const uses = createGather({
    ...NOTED_TOGETHER,
    async write(batch: readonly Use[]) {
      await store.noteUses(batch)
      return batch.map(() => true)
    },
  })

  async function update(workspaceId: WorkspaceId, id: VisitorId, changes: Partial<VisitorRecord>): Promise<void> {
    const record = await store.update(workspaceId, id, changes)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    changed({ workspaceId, id })
  }

  /** A new visitor of `site`: the token is told once and stored hashed (S3). */
  async function insert(
    site: Pick<SiteRecord, '_id' | 'workspaceId'>,
    userAgent: string | undefined,
    who: Pick<Partial<VisitorRecord>, 'contactId' | 'predecessorId' | 'resumed'> = {},
  ) {
    const { workspaceId, _id: siteId } = site
    const now = clock.now()
    const token: VisitorToken = `${workspaceId}.${newSecret()}`
    const browser = userAgent === undefined ? null : browserName(userAgent)
    const record = aNewVisitor(
      { _id: newId('vis', now), workspaceId, siteId, tokenHash: hashSecret(token), browser, ...who },
      now,
    )
    await store.insert(record)
    return { record, token }
  }

  async function noteUse({ workspaceId, _id: id, contactId, savedAs }: VisitorRecord, now: Date): Promise<void> {
    await uses.add({ workspaceId, id, seenAt: now, idleAt: later(LIMITS.visitorTokenIdleMs) })
    const person = contactId ?? savedAs
    if (person) await personSeen({ workspaceId, id: person }, now)
  }

  return {
    insert,
    update,

    /** Throws `site_not_found`, `origin_not_allowed`, `identity_unsigned`. */
    async create(siteKey: string, origin: string | null, userAgent: string | undefined) {
      const site = await sites.siteFor(siteKey, origin)
      if (sites.optionsOf(site).privacy.identityRequired) throw unsigned()
      return insert(site, userAgent)
    },

    /**
     * Whom a stored token proves, on a page at `origin` (SYNC-81); `siteOf` may know the site without a read. What a
     * signed identity stands beside is more than the token: it is taken where signatures are required, and where another
     * visitor took its place, which repeats an upgrade whose answer was lost. Throws `token_invalid`,
     * `origin_not_allowed`, `identity_unsigned`.
     */
    async byToken(
      token: string,
      origin: string | null,
      { siteOf = sites.find, isSigned = false }: { siteOf?: Sites['find']; isSigned?: boolean } = {},
    ): Promise<VisitorRecord> {
      const workspaceId = tenantOf(token)
      const record = await store.findByToken(workspaceId, hashSecret(token))
      const now = clock.now()
      if (!record || !isGood(record, now, isSigned)) {
        throw new AppError('token_invalid', 'This token is unknown or has expired; create a new visitor.')
      }
      const site = await siteOf(workspaceId, record.siteId)
      if (!site || !sites.allows(site, origin)) {
        throw new AppError('origin_not_allowed', 'The token belongs to a site that this page is not part of.')
      }
      if (!isSigned && sites.optionsOf(site).privacy.identityRequired) throw unsigned()
      if (now.getTime() - record.seenAt.getTime() > NOTED_EVERY_MS) {
        await noteUse(record, now)
      }
      return record
    },

    /** Lets him continue a conversation that was begun in another browser. */
    async resume({ workspaceId, visitorId: id }: VisitorPrincipal, conversationId: ConversationId): Promise<void> {
      await store.addResumed(workspaceId, id, conversationId)
      changed({ workspaceId, id })
    },

    /** Nothing of him is known any more, and his tokens are worth nothing; that he is blocked stays. */
    erase: (workspaceId: WorkspaceId, id: VisitorId) => update(workspaceId, id, { ...UNKNOWN, endedAt: clock.now() }),

    setBlocked: (workspaceId: WorkspaceId, id: VisitorId, blocked: boolean, blockedUntil: Date | null = null) =>
      update(workspaceId, id, { blocked, blockedUntil }),
  }
}
export type VisitorActions = ReturnType<typeof createVisitorActions>

function unsigned(): AppError {
  return new AppError('identity_unsigned', 'This site wants a signed identity: sign the person in, then identify him.')
}

/** What ended by an upgrade is good once more beside a signed identity: the upgrade's answer may have been lost. */
function isGood({ expiresAt, idleAt, endedAt, contactId }: VisitorRecord, now: Date, isSigned: boolean): boolean {
  if (endedAt && !(isSigned && contactId)) return false
  return expiresAt > now && idleAt > now
}
