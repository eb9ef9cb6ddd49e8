import type { Conversation, Message } from './contents.ts'
import type { ParleyError } from './errors.ts'
import type { Availability, Consent } from './options.ts'

type InConversation = { conversationId: string }
type OfMessage = InConversation & { key: string; messageId: string | null }
type Person = { id: string; name: string | null }

/** Every event, and what its listeners are given. */
export type EventMap = {
  /** The launcher stands. */
  ready: undefined
  /** A command was rejected, or the chat could not be loaded. */
  error: ParleyError
  destroyed: undefined
  shown: undefined
  hidden: undefined
  opened: undefined
  closed: undefined
  expanded: { expanded: boolean }
  popout: undefined
  /** How many messages of others are unread. */
  unread: number
  availability: Availability
  queue: { position: number; etaSeconds: number | null } | null
  connection: 'online' | 'reconnecting' | 'offline'
  consent: Consent
  'conversation:started': InConversation
  'conversation:updated': Conversation
  'conversation:assigned': InConversation & { assignee: Person | null }
  'conversation:transferred': InConversation & { assignee: Person | null }
  'conversation:closed': InConversation
  'conversation:reopened': InConversation
  'conversation:ended': InConversation
  'conversation:rated': InConversation & { score: number; comment: string | null }
  'agent:joined': InConversation & { agent: Person }
  'agent:left': InConversation & { agent: Person }
  'agent:status': { agent: Person; status: 'online' | 'away' | 'busy' | 'offline' }
  'agent:typing': InConversation & { agents: Person[] }
  /** The server has it. */
  'message:sent': Message
  /** It was written and is on its way. */
  'message:queued': Message
  'message:delivered': OfMessage
  'message:read': OfMessage
  'message:failed': OfMessage & { code: string }
  'message:received': Message
  'message:updated': Message
  'message:deleted': OfMessage
  'message:reaction': OfMessage & { reactions: { emoji: string; count: number }[] }
  'visitor:identified': { contactId: string | null; id: string | null }
  'visitor:updated': Record<string, unknown>
  'visitor:blocked': undefined
  'email:captured': { email: string }
  'phone:captured': { phone: string }
  'form:prechat:shown': undefined
  'form:prechat:submitted': { values: Record<string, unknown> }
  'form:offline:submitted': { values: Record<string, unknown> }
  'form:custom:submitted': { values: Record<string, unknown> }
  'rating:submitted': { conversationId: string | null; score: number; comment: string | null }
  'file:uploading': { name: string; size: number }
  'file:uploaded': { name: string; size: number; id: string }
  'file:rejected': { name: string; code: string }
  'action:clicked': { value: string; label: string }
  'campaign:shown': { campaignId: string }
  'campaign:clicked': { campaignId: string }
  'campaign:dismissed': { campaignId: string }
  'article:opened': { slug: string }
  'article:rated': { slug: string; helpful: boolean }
  'help:searched': { query: string; count: number }
  'ticket:created': { ticketId: string }
  'ticket:updated': { ticketId: string }
  'call:ringing': { video: boolean }
  'call:started': { video: boolean }
  'call:ended': { seconds: number }
  'cobrowse:requested': undefined
  'cobrowse:started': undefined
  'cobrowse:ended': undefined
  /** The page changed its address without being loaded again. */
  page: { url: string; title: string; referrer: string }
  'tags:changed': { tags: string[] }
}
export type EventName = keyof EventMap

/** What every listener gets as its second argument, `onAny` as its first, and the DOM event `parley:NAME` as `detail`. */
export type ParleyEvent<N extends EventName = EventName> = {
  type: N
  /** ISO 8601. */
  at: string
  /** The name of the instance. */
  instance: string
  data: EventMap[N]
}
export type Listener<N extends EventName> = (data: EventMap[N], event: ParleyEvent<N>) => void
/** Ends what it was returned for. */
export type Off = () => void
