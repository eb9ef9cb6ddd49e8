import type { ContactId, ConversationId, ListView, MessageId, SavedViewId, SiteId, VisitorId } from '@parley/protocol'

export const VIEWS = [
  'waiting',
  'mine',
  'mentions',
  'requests',
  'open',
  'pending',
  'snoozed',
  'closed',
  'all',
] as const satisfies readonly ListView[]
export const SECTIONS = [
  'sites',
  'agents',
  'fields',
  'tags',
  'reasons',
  'canned',
  'macros',
  'announcements',
  'blocks',
  'notifications',
  'keys',
  'profile',
] as const
export type Section = (typeof SECTIONS)[number]
/** Open to everybody; the others are for who manages the workspace. */
export const OWN_SECTIONS: readonly Section[] = [
  'canned',
  'macros',
  'announcements',
  'blocks',
  'notifications',
  'keys',
  'profile',
]
/** Of these, the ones for supervisors and above. */
export const LEADING_SECTIONS: readonly Section[] = ['blocks']
/** The pages of one site's settings; none of them is its first, with name, colour and snippet. */
export const SITE_PAGES = [
  'install',
  'launcher',
  'home',
  'forms',
  'hours',
  'proactive',
  'messages',
  'files',
  'texts',
  'privacy',
] as const
export type SitePageName = (typeof SITE_PAGES)[number]

/** What the address says. Whether somebody is signed in is no part of it: the address waits behind the sign-in. */
export type Route =
  | {
      screen: 'conversations'
      view: ListView | null
      /** In place of a view. */
      saved?: SavedViewId | null
      conversationId: ConversationId | null
      /** The message to begin at, where a link leads to one. */
      messageId?: MessageId
    }
  /** Chats with colleagues. */
  | { screen: 'team'; conversationId: ConversationId | null; messageId?: MessageId }
  | { screen: 'search'; text: string }
  | { screen: 'visitors'; visitorId: VisitorId | null }
  | { screen: 'contacts'; contactId: ContactId | null }
  | { screen: 'settings'; section: Section; siteId: SiteId | null; page: SitePageName | null }
  | { screen: 'overview' }
  | { screen: 'notices' }
  | { screen: 'scheduled' }
  | { screen: 'set-up'; token: string }
  | { screen: 'password'; token: string }
  | { screen: 'not-found' }

type Address = { pathname: string; search: string; hash: string }

/** The route of an address under `base` (`/inbox`). One-time tokens stand in the fragment: no server log sees them. */
export function parseRoute(base: string, address: Address): Route {
  const { pathname } = address
  const rest = pathname.startsWith(base) ? pathname.slice(base.length) : pathname
  return routeOf(rest.split('/').filter(Boolean), address) ?? { screen: 'not-found' }
}

function routeOf([first = '', second = '', third = '', ...more]: string[], { search, hash }: Address): Route | null {
  const [fourth = ''] = more
  if (more.length > 1 || (fourth && first !== 'settings')) return null
  switch (first) {
    case '':
    case 'c':
    case 'v':
      return conversationsRoute(first + third, second, { search, hash })
    case 'visitors':
    case 'contacts':
      return third ? null : personRoute(first, second)
    case 'team':
      return third ? null : teamRoute(second, hash)
    case 'settings':
      return settingsRoute(second, third, fourth)
    case 'search':
    case 'overview':
    case 'notices':
    case 'scheduled':
    case 'set-up':
    case 'password':
      return second ? null : plainRoute(first, { search, hash })
    default:
      return null
  }
}

type Plain = 'search' | 'overview' | 'notices' | 'scheduled' | 'set-up' | 'password'

function plainRoute(screen: Plain, { search, hash }: Pick<Address, 'search' | 'hash'>): Route {
  if (screen === 'search') return { screen, text: new URLSearchParams(search).get('q') ?? '' }
  return screen === 'set-up' || screen === 'password' ? { screen, token: hash.slice(1) } : { screen }
}

/** `place` is empty for the list alone, `c` for a conversation in it, `v` for a saved view. */
function conversationsRoute(place: string, id: string, { search, hash }: Pick<Address, 'search' | 'hash'>): Route {
  const params = new URLSearchParams(search)
  const view = VIEWS.find((one) => one === params.get('view')) ?? null
  if (place === '') return { screen: 'conversations', view, conversationId: null }
  if (place === 'v') return savedRoute(id)
  const isOne = place === 'c' && id.startsWith('cnv_')
  if (!isOne) return { screen: 'not-found' }
  const saved = params.get('v') ?? ''
  const list = isSaved(saved) ? { view: null, saved } : { view }
  return { screen: 'conversations', ...list, conversationId: id as ConversationId, ...messageIn(hash) }
}

function teamRoute(id: string, hash: string): Route | null {
  if (id === '') return { screen: 'team', conversationId: null }
  if (!id.startsWith('cnv_')) return null
  return { screen: 'team', conversationId: id as ConversationId, ...messageIn(hash) }
}

/** The message to begin at, by its pattern. */
function messageIn(hash: string): { messageId?: MessageId } {
  return /^#msg_[0-9a-z]{20}$/.test(hash) ? { messageId: hash.slice(1) as MessageId } : {}
}

const isSaved = (id: string): id is SavedViewId => id.startsWith('svw_')

function savedRoute(id: string): Route {
  if (!isSaved(id)) return { screen: 'not-found' }
  return { screen: 'conversations', view: null, saved: id, conversationId: null }
}

function personRoute(screen: 'visitors' | 'contacts', id: string): Route {
  if (screen === 'visitors' && (id === '' || id.startsWith('vis_')))
    return { screen, visitorId: id === '' ? null : (id as VisitorId) }
  if (screen === 'contacts' && (id === '' || id.startsWith('con_')))
    return { screen, contactId: id === '' ? null : (id as ContactId) }
  return { screen: 'not-found' }
}

function settingsRoute(name: string, id: string, page: string): Route {
  const section = name === '' ? 'sites' : SECTIONS.find((one) => one === name)
  const isSite = section === 'sites' && id.startsWith('ste_')
  const known = SITE_PAGES.find((one) => one === page) ?? null
  if (!section || (id !== '' && !isSite) || (page !== '' && !known)) return { screen: 'not-found' }
  return { screen: 'settings', section, siteId: id === '' ? null : (id as SiteId), page: known }
}

function pathInList({ conversationId, view, saved, messageId }: Extract<Route, { screen: 'conversations' }>): string {
  if (saved && !conversationId) return `/v/${saved}`
  const path = conversationId ? `/c/${conversationId}` : ''
  const list = saved ? `?v=${saved}` : view && `?view=${view}`
  return `${path}${list ?? ''}${messageId ? `#${messageId}` : ''}`
}

/** The address of a route, with `base` in front. */
export function pathOf(base: string, route: Route): string {
  switch (route.screen) {
    case 'conversations':
      return base + pathInList(route)
    case 'team':
      return `${[base, 'team', route.conversationId].filter(Boolean).join('/')}${route.messageId ? `#${route.messageId}` : ''}`
    case 'search':
      return `${base}/search${route.text ? `?q=${encodeURIComponent(route.text)}` : ''}`
    case 'visitors':
      return [base, 'visitors', route.visitorId].filter(Boolean).join('/')
    case 'contacts':
      return [base, 'contacts', route.contactId].filter(Boolean).join('/')
    case 'overview':
    case 'notices':
    case 'scheduled':
      return `${base}/${route.screen}`
    case 'settings':
      return [base, 'settings', route.section, route.siteId, route.page].filter(Boolean).join('/')
    case 'set-up':
    case 'password':
      return `${base}/${route.screen}#${route.token}`
    case 'not-found':
      return base
  }
}
