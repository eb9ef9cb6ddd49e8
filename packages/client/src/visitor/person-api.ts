import type {
  AttributeValue,
  Company,
  ContactId,
  ConversationId,
  EndpointTypes,
  MessageMetadata,
} from '@parley/protocol'

/** A signed identity for the moment it is asked for; null when nobody is signed in. */
export type TokenProvider = () => Promise<string | null>

/** A visitor's stored token and, where he proved who he is, what makes verified access tokens for the rest of that hour. */
export type Lent = { token: string; grant?: string }

/** Who the visitor is, and what his page tells of him. Everything throws {@link ClientError}; nothing is ever read back. */
export type Person = {
  /** Proves by a signed identity who it is (SYNC-84). Another person than before starts anew, with nothing of the old one. */
  identify(token: string): Promise<{ contactId: ContactId; isOther: boolean }>
  /** Asked now, unless somebody is identified, and before the hour of a signature is over. */
  setTokenProvider(provider: TokenProvider | null): Promise<void>
  /** Forgets the person here, in the other tabs and on the server; what was not sent yet is dropped. */
  logout(): Promise<void>
  /** What another window of ours needs to be the same visitor; makes him where there is none yet. Never put it into an address. */
  lend(): Promise<Lent>
  /** Is the visitor that another window lent. Rejects with `token_invalid` when he is no more. */
  borrow(lent: Lent): Promise<void>
  /** What is kept of him, without his messages. */
  data(): Promise<EndpointTypes['getOwnData']['response']>
  /** What his pages said with his messages of one conversation, by their ids. */
  metadata(id: ConversationId): Promise<Map<string, MessageMetadata>>
  /** Erases that, and every word of his conversations; then he is forgotten here as by `logout`. */
  erase(): Promise<void>
  /** What the page says of him; unverified (SYNC-85). */
  describe(profile: EndpointTypes['updateVisitor']['body'] & { company?: Company | null }): Promise<void>
  /** What the page says of a conversation; tags are those that the site allows its pages. */
  describeConversation(id: ConversationId, details: EndpointTypes['describeConversation']['body']): Promise<void>
  /** Lets this browser continue what a link names, once somebody wanted that (SYNC-87). Throws `link_expired`. */
  resume(token: string): Promise<EndpointTypes['resumeConversation']['response']>
  /** Told together with what else happens within seconds; kept back until there is a visitor to tell it of. */
  track(name: string, props?: Record<string, AttributeValue>): void
  page(page: { url: string; title: string }): void
  /** Leaves no timer, listener or channel behind. */
  end(): void
}
