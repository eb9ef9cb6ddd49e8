import type { Attributes, Company, Consent, TokenProvider, User } from './options.ts'

export type IdentityMethods = {
  /**
   * Says whom the page has before it. With a token that your server signed it is believed; without one it is an
   * unverified note. A new `id` ends the chat of the one before.
   */
  identify(user: User, options?: { token?: string }): Promise<void>
  /** Asked for a fresh token whenever one is needed. */
  setTokenProvider(provider: TokenProvider | null): Promise<void>
  /** The person left: his history and token go from this browser, a new visitor begins. */
  logout(): Promise<void>
}

export type AttributeMethods = {
  /** Attributes of the person. */
  set(attributes: Attributes): Promise<void>
  unset(keys: string | readonly string[]): Promise<void>
  /** Attributes of the conversation; held until there is one. */
  setConversation(attributes: Attributes): Promise<void>
  unsetConversation(keys: string | readonly string[]): Promise<void>
  /** Tags of the conversation; held until there is one. */
  addTags(...tags: string[]): Promise<void>
  removeTags(...tags: string[]): Promise<void>
  setCompany(company: Company): Promise<void>
}

export type RoutingMethods = {
  /** New conversations go to this department. */
  setDepartment(departmentId: string): Promise<void>
  clearDepartment(): Promise<void>
  /** New conversations ask for this agent. */
  setAgent(agentId: string): Promise<void>
  setPriority(priority: 'low' | 'normal' | 'high' | 'urgent'): Promise<void>
  setSkill(skills: readonly string[]): Promise<void>
}

export type AnalyticsMethods = {
  /** Writes something that happened into the visitor's timeline. */
  track(event: string, props?: Attributes): Promise<void>
  /** Says which page this is; without arguments, the one in the address bar. */
  page(overrides?: { url?: string; title?: string }): Promise<void>
  /** Stops telling which pages are looked at, until `page` is called. */
  pausePageTracking(): Promise<void>
  /** Writes an order, a basket or a product that was looked at into the timeline. */
  commerce(event: 'product' | 'basket' | 'order' | 'refund', data: Attributes): Promise<void>
}

export type PrivacyMethods = {
  /** What the visitor agreed to. */
  setConsent(consent: Consent): Promise<void>
  /** Everything that is kept of this visitor, as JSON. */
  exportMyData(): Promise<Record<string, unknown>>
  /** Deletes what is kept of this visitor, here and on the server. */
  eraseMe(): Promise<void>
}
