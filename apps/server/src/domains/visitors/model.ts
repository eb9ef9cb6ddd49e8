import { LIMITS, type SiteId, type VisitedPage, type Visitor, type VisitorId, type WorkspaceId } from '@parley/protocol'

/** Pages kept of a visitor, the newest first. */
const PAGES = 20

export type VisitorRecord = {
  _id: VisitorId
  workspaceId: WorkspaceId
  siteId: SiteId
  /** SHA-256 of the stored token (S3). */
  tokenHash: string
  /** The token is good until then at most; each use moves `idleAt` (SYNC-80). */
  expiresAt: Date
  idleAt: Date
  /** The visitor before an upgrade of identity (SYNC-86). */
  predecessorId: VisitorId | null
  name: string | null
  email: string | null
  /** Absent in records of before. */
  phone?: string | null
  language: string | null
  timeZone: string | null
  referrer: string | null
  browser: string | null
  pages: { url: string; title: string; at: Date }[]
  blocked: boolean
  createdAt: Date
  seenAt: Date
}

type NewVisitor = Pick<VisitorRecord, '_id' | 'workspaceId' | 'siteId' | 'tokenHash' | 'browser'>

/** A visitor nobody knows anything of yet. */
export function aNewVisitor(visitor: NewVisitor, now: Date): VisitorRecord {
  return {
    ...visitor,
    expiresAt: new Date(now.getTime() + LIMITS.visitorTokenMs),
    idleAt: new Date(now.getTime() + LIMITS.visitorTokenIdleMs),
    predecessorId: null,
    ...{ name: null, email: null, phone: null, language: null, timeZone: null, referrer: null },
    pages: [],
    blocked: false,
    createdAt: now,
    seenAt: now,
  }
}

export function toWire(record: VisitorRecord): Visitor {
  const { name, email, phone = null, language, timeZone, referrer, browser, blocked } = record
  const pages: VisitedPage[] = record.pages.map(({ url, title, at }) => ({
    url: url.slice(0, LONGEST_ADDRESS),
    title,
    at: at.toISOString(),
  }))
  return {
    id: record._id,
    siteId: record.siteId,
    ...{ name, email, phone, language, timeZone, referrer, browser, pages, blocked },
    createdAt: record.createdAt.toISOString(),
    seenAt: record.seenAt.toISOString(),
  }
}

/** As much of an address as agents are shown, in characters: escapes make it longer than what was sent. */
const LONGEST_ADDRESS = 2_000

/** Origin and path of a page: query and fragment may hold secrets. Null for what is no web page. */
export function pageAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).slice(0, LONGEST_ADDRESS) : null
}

/** The pages after a visit; looking at the same one again only renews it. */
export function withPage(pages: VisitorRecord['pages'], page: VisitorRecord['pages'][number]): VisitorRecord['pages'] {
  const [newest, ...older] = pages
  return [page, ...(newest?.url === page.url ? older : pages)].slice(0, PAGES)
}
