import {
  type Attributes,
  type Company,
  type ContactId,
  type ConversationId,
  LIMITS,
  type SiteId,
  type VisitedPage,
  type Visitor,
  type VisitorId,
  type WorkspaceId,
} from '@parley/protocol'

/** Pages and events kept of a visitor, the newest first. */
const PAGES = 20
const EVENTS = 20

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
  /** Who he proved to be once. His history opens to access tokens of a signed identity alone (SYNC-84). */
  contactId?: ContactId | null
  /** Who he is by an agent's word: it opens nothing to him, and gives nobody what he wrote. */
  savedAs?: ContactId | null
  /** Conversations begun elsewhere that links let him continue (SYNC-87). */
  resumed?: readonly ConversationId[]
  /** He logged out, or another visitor took his place: his tokens are worth nothing any more. */
  endedAt?: Date | null
  /** Fields that his signed identity tells: his page cannot change them. */
  signed?: readonly string[]
  name: string | null
  email: string | null
  /** Absent in records of before. */
  phone?: string | null
  company?: Company | null
  attributes?: Attributes
  events?: { name: string; props: Attributes; at: Date }[]
  language: string | null
  timeZone: string | null
  referrer: string | null
  browser: string | null
  pages: { url: string; title: string; at: Date }[]
  blocked: boolean
  /** Until when; null and absent: until somebody lifts it. */
  blockedUntil?: Date | null
  createdAt: Date
  seenAt: Date
}

type NewVisitor = Pick<VisitorRecord, '_id' | 'workspaceId' | 'siteId' | 'tokenHash' | 'browser'> &
  Partial<Pick<VisitorRecord, 'predecessorId' | 'contactId' | 'resumed'>>

/** What is kept of a visitor himself, when nothing is. */
export const UNKNOWN = {
  ...{ name: null, email: null, phone: null, company: null, attributes: {}, signed: [], events: [], pages: [] },
  ...{ language: null, timeZone: null, referrer: null, browser: null, savedAs: null },
} satisfies Partial<VisitorRecord>

/** Whose a stored token says that it is; its form was checked at the edge. */
export const tenantOf = (token: string) => token.slice(0, token.indexOf('.')) as WorkspaceId

/** Who was blocked for a time that is over is not blocked: nobody has to lift it. */
export function asOf<V extends Pick<VisitorRecord, 'blocked' | 'blockedUntil'>>(record: V, now: Date): V {
  const isOver = record.blocked && record.blockedUntil && record.blockedUntil <= now
  return isOver ? { ...record, blocked: false } : record
}

/** A visitor nobody knows anything of yet. */
export function aNewVisitor(visitor: NewVisitor, now: Date): VisitorRecord {
  return {
    predecessorId: null,
    ...visitor,
    expiresAt: new Date(now.getTime() + LIMITS.visitorTokenMs),
    idleAt: new Date(now.getTime() + LIMITS.visitorTokenIdleMs),
    ...{ name: null, email: null, phone: null, language: null, timeZone: null, referrer: null },
    pages: [],
    blocked: false,
    createdAt: now,
    seenAt: now,
  }
}

export function toWire(record: VisitorRecord): Visitor {
  const { name, email, language, timeZone, referrer, browser, blocked } = record
  const { phone = null, company = null, attributes = {}, events = [] } = record
  const pages: VisitedPage[] = record.pages.map(({ url, title, at }) => ({
    url: url.slice(0, LONGEST_ADDRESS),
    title,
    at: at.toISOString(),
  }))
  return {
    id: record._id,
    siteId: record.siteId,
    ...{ name, email, phone, company, attributes, language, timeZone, referrer, browser, pages, blocked },
    events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
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

/** The events after `newer` came, the newest first. */
export function withEvents(
  events: VisitorRecord['events'] = [],
  newer: NonNullable<VisitorRecord['events']>,
): NonNullable<VisitorRecord['events']> {
  return [...newer, ...events].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, EVENTS)
}
