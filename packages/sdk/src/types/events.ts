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
  /** The widget was taken off the page. */
  destroyed: undefined
  /** The launcher is shown again. */
  shown: undefined
  /** The launcher was hidden. */
  hidden: undefined
  /** The chat is open and can be written in. */
  opened: undefined
  /** The chat was closed. */
  closed: undefined
  /** The panel was made larger, or has its usual size again. */
  expanded: { expanded: boolean }
  /** Whether the chat is in a window of its own now. */
  popout: { open: boolean }
  /** How many messages of others are unread. */
  unread: number
  /** Whether somebody is there has changed. */
  availability: Availability
  /** The place in the queue has changed; null once somebody answers. */
  queue: { position: number; etaSeconds: number | null } | null
  /** The connection to the server was lost or is back. */
  connection: 'online' | 'reconnecting' | 'offline'
  /** What the visitor agrees to has changed. */
  consent: Consent
  /** The first message of a conversation is stored. */
  'conversation:started': InConversation
  /** Status or assignee of the conversation on screen have changed. */
  'conversation:updated': Conversation
  /** Somebody takes care of it now, or nobody any more. */
  'conversation:assigned': InConversation & { assignee: Person | null }
  /** It was handed from one person to another. */
  'conversation:transferred': InConversation & { assignee: Person | null }
  /** It was closed by whomever. */
  'conversation:closed': InConversation
  /** It is open again. */
  'conversation:reopened': InConversation
  /** The visitor ended it. */
  'conversation:ended': InConversation
  /** It was rated, here or elsewhere. */
  'conversation:rated': InConversation & { score: number; comment: string | null }
  /** Somebody of the team joined. */
  'agent:joined': InConversation & { agent: Person }
  /** Somebody of the team left. */
  'agent:left': InConversation & { agent: Person }
  /** Not told yet: visitors are told who answers them, not who of the team is there. */
  'agent:status': { agent: Person; status: 'online' | 'away' | 'busy' | 'offline' }
  /** Who is typing; empty when nobody is. */
  'agent:typing': InConversation & { agents: Person[] }
  /** The server has it. */
  'message:sent': Message
  /** It was written and is on its way. */
  'message:queued': Message
  /** A message of the visitor reached somebody of the team. */
  'message:delivered': OfMessage
  /** A message of the visitor was read. */
  'message:read': OfMessage
  /** A message was refused; it can be sent again or thrown away. */
  'message:failed': OfMessage & { code: string }
  /** A message of somebody else; an agent may begin a conversation with it. */
  'message:received': Message
  /** A message was edited. */
  'message:updated': Message
  /** A message was deleted. */
  'message:deleted': OfMessage
  /** Somebody reacted to a message, or took it back. */
  'message:reaction': OfMessage & { reactions: { emoji: string; count: number }[] }
  /** `identify` was done. */
  'visitor:identified': { contactId: string | null; id: string | null }
  /** What the page said of the visitor, once the server has it. */
  'visitor:updated': Record<string, unknown>
  /** The team has blocked this visitor. */
  'visitor:blocked': undefined
  /** The visitor left an e-mail address. */
  'email:captured': { email: string }
  /** The visitor left a telephone number. */
  'phone:captured': { phone: string }
  /** The form before the chat is on screen. */
  'form:prechat:shown': undefined
  /** It was filled in. */
  'form:prechat:submitted': { values: Record<string, unknown> }
  /** The form for the hours when nobody is there was filled in. */
  'form:offline:submitted': { values: Record<string, unknown> }
  /** A form that an agent or a program sent into the thread. */
  'form:custom:submitted': { values: Record<string, unknown> }
  /** The visitor gave a rating. */
  'rating:submitted': { conversationId: string | null; score: number; comment: string | null }
  /** A file begins to be uploaded. */
  'file:uploading': { name: string; size: number }
  /** A file is there. */
  'file:uploaded': { name: string; size: number; id: string }
  /** A file was refused, by its size, its type or the server. */
  'file:rejected': { name: string; code: string }
  /** A button, a quick reply or a card was pressed. */
  'action:clicked': { value: string; label: string }
  /** A proactive message is on screen. */
  'campaign:shown': { campaignId: string }
  /** It was followed. */
  'campaign:clicked': { campaignId: string }
  /** It was put away. */
  'campaign:dismissed': { campaignId: string }
  /** A help article is on screen. */
  'article:opened': { slug: string }
  /** Somebody said whether it helped. */
  'article:rated': { slug: string; helpful: boolean }
  /** Something was looked for in the help centre. */
  'help:searched': { query: string; count: number }
  /** A ticket was made. */
  'ticket:created': { ticketId: string }
  /** A ticket has changed. */
  'ticket:updated': { ticketId: string }
  /** Somebody calls. */
  'call:ringing': { video: boolean }
  /** A call has begun. */
  'call:started': { video: boolean }
  /** A call is over. */
  'call:ended': { seconds: number }
  /** An agent asks to see this page. */
  'cobrowse:requested': undefined
  /** An agent sees this page. */
  'cobrowse:started': undefined
  /** No agent sees this page any more. */
  'cobrowse:ended': undefined
  /** The page changed its address without being loaded again. */
  page: { url: string; title: string; referrer: string }
  /** Those that this page has given its conversation. */
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
