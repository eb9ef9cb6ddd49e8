import type { VisitorData } from './contents.ts'
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
  /** Takes attributes of the person away. */
  unset(keys: string | readonly string[]): Promise<void>
  /** Attributes of the conversation; held until there is one. */
  setConversation(attributes: Attributes): Promise<void>
  /** Takes attributes of the conversation away. */
  unsetConversation(keys: string | readonly string[]): Promise<void>
  /** Tags of the conversation; held until there is one. */
  addTags(...tags: string[]): Promise<void>
  /** Takes tags away that this page has given. */
  removeTags(...tags: string[]): Promise<void>
  /** Whom the person works for. */
  setCompany(company: Company): Promise<void>
}

export type RoutingMethods = {
  /**
   * New conversations go to this department, unless a form of the site asks the visitor for one. A department that does not
   * exist any more is as if none were named: nobody's message is lost by it.
   */
  setDepartment(departmentId: string): Promise<void>
  /** New conversations go where the site sends them again. */
  clearDepartment(): Promise<void>
  /** New conversations are given to this agent if he is there and has room; else they wait for whoever is. */
  setAgent(agentId: string): Promise<void>
  /** How urgent the conversation is; held until there is one. */
  setPriority(priority: 'low' | 'normal' | 'high' | 'urgent'): Promise<void>
  /** What the team has to know for the conversation: agents read it beside the thread (`skills`). Nothing is routed by it yet. */
  setSkill(skills: readonly string[]): Promise<void>
}

export type AnalyticsMethods = {
  /** Writes something that happened into the visitor's timeline. */
  track(event: string, props?: Attributes): Promise<void>
  /** Says which page this is; without arguments, the one in the address bar. */
  page(overrides?: { url?: string; title?: string }): Promise<void>
  /** Stops telling which pages are looked at, until `page` is called. */
  pausePageTracking(): Promise<void>
  /** Writes an order, a basket or a product that was looked at into the timeline, as the event `commerce:order` and so on. */
  commerce(event: 'product' | 'basket' | 'order' | 'refund', data: Attributes): Promise<void>
}

export type PrivacyMethods = {
  /** What the visitor agreed to. */
  setConsent(consent: Consent): Promise<void>
  /** Everything that is kept of this visitor, as JSON. Of somebody who was signed in it is told to nobody else. */
  exportMyData(): Promise<VisitorData>
  /**
   * Takes away what is kept of this visitor, here and on the server: his profile, and every word of his conversations. It
   * cannot be undone; ask him before. A new visitor begins.
   */
  eraseMe(): Promise<void>
}
