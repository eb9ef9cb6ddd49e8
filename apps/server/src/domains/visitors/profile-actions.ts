import type { AttributeValue, Company, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { browserName } from '../../http/browser-name.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { Sites } from '../sites/index.ts'
import type { VisitorActions } from './actions.ts'
import { pageAddress, type VisitorRecord, withEvents, withPage } from './model.ts'
import type { VisitorStore } from './store.ts'

export type ProfileDeps = {
  store: Pick<VisitorStore, 'find'>
  actions: Pick<VisitorActions, 'update'>
  sites: Pick<Sites, 'find' | 'optionsOf'>
  clock: Clock
  /** Tells the visitor's conversations what he said of himself. */
  profileTold(
    profile: { workspaceId: WorkspaceId; visitorId: VisitorId } & Pick<Told, 'name' | 'email' | 'phone'>,
  ): Promise<void>
}

type Told = { name?: string | null; email?: string | null; phone?: string | null }

type Profile = {
  name?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  company?: Company | null | undefined
  attributes?: Record<string, AttributeValue | null> | undefined
  language?: string | undefined
  timeZone?: string | undefined
  referrer?: string | undefined
  page?: { url: string; title: string } | undefined
}

export type Activity = {
  events: readonly { name: string; props: Record<string, AttributeValue>; agoMs: number }[]
  pages: readonly { url: string; title: string; agoMs: number }[]
}

/** What a visitor's page tells of him: all of it unverified (SYNC-85). */
export function createProfileActions({ store, actions, sites, clock, profileTold }: ProfileDeps) {
  async function found({ workspaceId, visitorId }: VisitorPrincipal): Promise<VisitorRecord> {
    const record = await store.find(workspaceId, visitorId)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    return record
  }

  /** Whether the site writes down which pages a visitor looked at. */
  async function mayNotePages({ workspaceId, siteId }: VisitorPrincipal): Promise<boolean> {
    const site = await sites.find(workspaceId, siteId)
    return site !== null && sites.optionsOf(site).privacy.pages
  }

  return {
    /**
     * What a visitor says of himself and where he is; unverified (SYNC-85). What his signed identity told stays as it
     * is. Throws `visitor_not_found`, `too_large`.
     */
    async describe(
      by: VisitorPrincipal,
      { page, referrer, attributes, ...said }: Profile,
      userAgent: string | undefined,
    ): Promise<void> {
      const record = await found(by)
      const profile = unsignedOf(record, said)
      const now = clock.now()
      const url = page && (await mayNotePages(by)) ? pageAddress(page.url) : null
      await actions.update(by.workspaceId, by.visitorId, {
        ...profile,
        seenAt: now,
        ...(attributes && { attributes: withAttributes(record.attributes, attributes) }),
        ...(userAgent !== undefined && { browser: browserName(userAgent) }),
        ...(referrer !== undefined && { referrer: pageAddress(referrer) }),
        ...(page && url && { pages: withPage(record.pages, { url, title: page.title, at: now }) }),
      })
      const { name, email, phone }: Told = profile
      const told = defined({ name, email, phone })
      if (Object.keys(told).length > 0) {
        await profileTold({ workspaceId: by.workspaceId, visitorId: by.visitorId, ...told })
      }
    },

    /** What happened on his page, told several at once. Throws `visitor_not_found`. */
    async track(by: VisitorPrincipal, { events, pages }: Activity): Promise<void> {
      const record = await found(by)
      const now = clock.now()
      const at = (agoMs: number) => new Date(now.getTime() - agoMs)
      const visits = (await mayNotePages(by)) ? [...pages].sort((a, b) => b.agoMs - a.agoMs) : []
      await actions.update(by.workspaceId, by.visitorId, {
        seenAt: now,
        events: withEvents(
          record.events,
          events.map(({ agoMs, ...event }) => ({ ...event, at: at(agoMs) })),
        ),
        pages: visits.reduce((all, { url, title, agoMs }) => {
          const address = pageAddress(url)
          return address ? withPage(all, { url: address, title, at: at(agoMs) }) : all
        }, record.pages),
      })
    },
  }
}
export type ProfileActions = ReturnType<typeof createProfileActions>

/** What a page says, without what a signed identity told already. */
function unsignedOf({ signed = [] }: VisitorRecord, said: Said): Partial<VisitorRecord> & Told {
  return Object.fromEntries(Object.entries(defined(said)).filter(([key]) => !signed.includes(key)))
}
type Said = Omit<Profile, 'page' | 'referrer' | 'attributes'>

/** Attributes kept of a visitor. */
const MOST_ATTRIBUTES = 50

/** Throws `too_large` when there would be too many. */
function withAttributes(
  before: VisitorRecord['attributes'] = {},
  changes: Record<string, AttributeValue | null>,
): NonNullable<VisitorRecord['attributes']> {
  const after = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null)
  if (after.length > MOST_ATTRIBUTES)
    throw new AppError('too_large', `A visitor has at most ${MOST_ATTRIBUTES} attributes: unset some first.`)
  return Object.fromEntries(after) as NonNullable<VisitorRecord['attributes']> // null is filtered out
}
