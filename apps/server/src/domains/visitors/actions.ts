import { LIMITS, type VisitorId, type VisitorToken, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { browserName } from '../../http/browser-name.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createGather } from '../../lib/gather.ts'
import { newId } from '../../lib/new-id.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { SiteRecord, Sites } from '../sites/index.ts'
import { aNewVisitor, pageAddress, type VisitorRecord, withPage } from './model.ts'
import type { Use, VisitorStore } from './store.ts'

export type VisitorDeps = {
  store: VisitorStore
  sites: Pick<Sites, 'siteFor' | 'find' | 'allows'>
  clock: Clock
  /** Tells sockets, caches and lists that this visitor is another now. */
  changed(visitor: { workspaceId: WorkspaceId; id: VisitorId }): void
  /** Tells the visitor's conversations what he said of himself. */
  profileTold(
    profile: { workspaceId: WorkspaceId; visitorId: VisitorId } & Pick<Told, 'name' | 'email' | 'phone'>,
  ): Promise<void>
}

/** How often a use of the token is written down, in milliseconds: the idle time is counted in days. */
const NOTED_EVERY_MS = 5 * 60_000
/** After an outage everybody comes back at once: what is noted of them then shares its writes. */
const NOTED_TOGETHER = { waitMs: 10, maxItems: 200 }

type Told = { name?: string | null; email?: string | null; phone?: string | null }

type Profile = {
  name?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  language?: string | undefined
  timeZone?: string | undefined
  referrer?: string | undefined
  page?: { url: string; title: string } | undefined
}

export function createVisitorActions({ store, sites, clock, changed, profileTold }: VisitorDeps) {
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
  async function insert(site: SiteRecord, userAgent: string | undefined) {
    const { workspaceId, _id: siteId } = site
    const now = clock.now()
    const token: VisitorToken = `${workspaceId}.${newSecret()}`
    const browser = userAgent === undefined ? null : browserName(userAgent)
    const record = aNewVisitor(
      { _id: newId('vis', now), workspaceId, siteId, tokenHash: hashSecret(token), browser },
      now,
    )
    await store.insert(record)
    return { record, token }
  }

  return {
    insert,

    /** Throws `site_not_found`, `origin_not_allowed`. */
    create: async (siteKey: string, origin: string | null, userAgent: string | undefined) =>
      insert(await sites.siteFor(siteKey, origin), userAgent),

    /**
     * Whom a stored token proves, on a page at `origin` (SYNC-81); `siteOf` may know the site without a read. Throws
     * `token_invalid`, `origin_not_allowed`.
     */
    async byToken(token: string, origin: string | null, siteOf: Sites['find'] = sites.find): Promise<VisitorRecord> {
      const workspaceId = token.slice(0, token.indexOf('.')) as WorkspaceId // its form was checked at the edge
      const record = await store.findByToken(workspaceId, hashSecret(token))
      const now = clock.now()
      if (!record || record.expiresAt <= now || record.idleAt <= now) {
        throw new AppError('token_invalid', 'This token is unknown or has expired; create a new visitor.')
      }
      const site = await siteOf(workspaceId, record.siteId)
      if (!site || !sites.allows(site, origin)) {
        throw new AppError('origin_not_allowed', 'The token belongs to a site that this page is not part of.')
      }
      if (now.getTime() - record.seenAt.getTime() > NOTED_EVERY_MS) {
        await uses.add({ workspaceId, id: record._id, seenAt: now, idleAt: later(LIMITS.visitorTokenIdleMs) })
      }
      return record
    },

    /** What a visitor says of himself and where he is; unverified (SYNC-85). Throws `visitor_not_found`. */
    async describe(
      by: VisitorPrincipal,
      { page, referrer, ...profile }: Profile,
      userAgent: string | undefined,
    ): Promise<void> {
      const record = await store.find(by.workspaceId, by.visitorId)
      if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
      const now = clock.now()
      const url = page && pageAddress(page.url)
      await update(by.workspaceId, by.visitorId, {
        ...defined(profile),
        seenAt: now,
        ...(userAgent !== undefined && { browser: browserName(userAgent) }),
        ...(referrer !== undefined && { referrer: pageAddress(referrer) }),
        ...(page && url && { pages: withPage(record.pages, { url, title: page.title, at: now }) }),
      })
      const { name, email, phone } = profile
      const told = defined({ name, email, phone })
      if (Object.keys(told).length > 0) {
        await profileTold({ workspaceId: by.workspaceId, visitorId: by.visitorId, ...told })
      }
    },

    setBlocked: (workspaceId: WorkspaceId, id: VisitorId, blocked: boolean) => update(workspaceId, id, { blocked }),
  }
}
export type VisitorActions = ReturnType<typeof createVisitorActions>
