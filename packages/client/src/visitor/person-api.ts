import type { AttributeValue, Company, ContactId, ConversationId, EndpointTypes } from '@parley/protocol'

/** A signed identity for the moment it is asked for; null when nobody is signed in. */
export type TokenProvider = () => Promise<string | null>

/** Who the visitor is, and what his page tells of him. Everything throws {@link ClientError}; nothing is ever read back. */
export type Person = {
  /** Proves by a signed identity who it is (SYNC-84). Another person than before starts anew, with nothing of the old one. */
  identify(token: string): Promise<{ contactId: ContactId }>
  /** Asked now, unless somebody is identified, and before the hour of a signature is over. */
  setTokenProvider(provider: TokenProvider | null): Promise<void>
  /** Forgets the person here, in the other tabs and on the server; what was not sent yet is dropped. */
  logout(): Promise<void>
  /** What the page says of him; unverified (SYNC-85). */
  describe(profile: EndpointTypes['updateVisitor']['body'] & { company?: Company | null }): Promise<void>
  /** What the page says of a conversation; tags are those that the site allows its pages. */
  describeConversation(id: ConversationId, details: EndpointTypes['describeConversation']['body']): Promise<void>
  /** Told together with what else happens within seconds; kept back until there is a visitor to tell it of. */
  track(name: string, props?: Record<string, AttributeValue>): void
  page(page: { url: string; title: string }): void
  /** Leaves no timer, listener or channel behind. */
  end(): void
}
