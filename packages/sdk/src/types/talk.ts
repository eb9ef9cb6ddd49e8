import type { LocalMessage, PushState, SendOptions, StartOptions, TranscriptLinks, UploadPolicy } from './contents.ts'
import type { Position, ThemeOptions } from './options.ts'

export type MessagingMethods = {
  /** Begins a conversation and opens it; with `message`, that is its first. */
  startConversation(options?: StartOptions): Promise<{ key: string | null }>
  /** Sends as the visitor, into the conversation on screen. Resolves when it is kept here: it cannot get lost then. */
  sendMessage(text: string, options?: SendOptions): Promise<{ key: string }>
  /** Puts text into the composer without sending it. */
  prefill(text: string): Promise<void>
  /**
   * Shows something in the thread on this page only: it says that it is, nobody else reads it, and nothing of it is sent.
   * `value` resolves to what the visitor chose, pressed or filled in, and stays pending while he does nothing.
   */
  showMessage(content: LocalMessage): Promise<{ id: string; value: Promise<string> }>
  /** Everything in a conversation was seen; without an id, in the one on screen. */
  markRead(conversationId?: string): Promise<void>
  /** Ends a conversation; without an id, the one on screen. */
  endConversation(conversationId?: string): Promise<void>
  /** Says how it was: 1 to 5, with a comment if wanted. */
  rate(score: number, comment?: string): Promise<void>
  /**
   * A copy of the conversation on screen, by links that end soon. With an address it would go by e-mail, which is no part
   * of this version: rejects with `not_available`, at once and without sending anything.
   */
  requestTranscript(email?: string): Promise<TranscriptLinks>
}

export type NavigationMethods = {
  /** Opens one of the visitor's conversations. */
  openConversation(conversationId: string): Promise<void>
  /**
   * Asks the visitor whether to continue here the conversation that a link names, which an agent sent him, and does so.
   * `token` is what the link has behind its `#`. Rejects with `link_expired`, and `canceled` when he would rather not.
   */
  resume(token: string): Promise<{ conversationId: string }>
  /** The list of the visitor's conversations. */
  openConversations(): Promise<void>
  /** A new conversation, with `text` in its composer. */
  openNew(text?: string): Promise<void>
  /** Opens the home view, where the site has one. */
  openHome(): Promise<void>
  /** Opens an article of the help centre. */
  openArticle(slug: string, options?: { locale?: string }): Promise<void>
  /** Opens the help centre with what it finds. */
  searchHelp(query: string): Promise<void>
  /** Opens one of the visitor's tickets. */
  openTicket(ticketId: string): Promise<void>
  /** Opens the list of the visitor's tickets. */
  openTickets(): Promise<void>
  /** Opens the news, or one of them. */
  openNews(newsId?: string): Promise<void>
}

export type EngagementMethods = {
  /** Runs the proactive messages that wait for this name. */
  trigger(name: string, data?: Record<string, unknown>): Promise<void>
  /** Lets a bot lead the conversation. */
  startBot(flow: string, variables?: Record<string, unknown>): Promise<void>
  /** Asks the questions of a survey. */
  startSurvey(surveyId: string): Promise<void>
  /** Puts a proactive message away; without an id, whichever is shown. */
  dismiss(campaignId?: string): Promise<void>
  /** Shows no preview of new messages beside the launcher, or does again. */
  hideNotifications(hidden: boolean): Promise<void>
}

export type LookMethods = {
  /** The language of the widget; conversation and site stay as they are. `auto` is the visitor's own. */
  setLocale(locale: string): Promise<void>
  /** Other words for texts of the widget, by their keys. */
  setStrings(texts: Record<string, string>): Promise<void>
  /** Colours, corners, font and scheme, on this page. */
  setTheme(theme: ThemeOptions): Promise<void>
  /** Where launcher and panel stand, on this page. */
  setPosition(position: Position): Promise<void>
  /** Whether new messages are heard. */
  setSound(on: boolean): Promise<void>
}

export type CallMethods = {
  /** Calls the team, with a picture or without. */
  startCall(options?: { video?: boolean }): Promise<void>
  /** Shows the screen to the agent. */
  shareScreen(): Promise<void>
  /** Shows this page to the agent. */
  startCobrowse(): Promise<void>
  /** Ends that. */
  stopCobrowse(): Promise<void>
  /** What of the page an agent never sees, by CSS selectors. */
  maskSelectors(selectors: readonly string[]): Promise<void>
  /** Attaches what the browser knows of errors on this page. */
  attachDiagnostics(): Promise<void>
}

export type FileMethods = {
  /** Puts a file, or what stands at an address, into the message that is being written. */
  attach(file: File | string): Promise<void>
  /** What may be attached on this site. */
  getUploadPolicy(): Promise<UploadPolicy>
}

export type PushMethods = {
  /**
   * Asks the visitor whether answers may be pushed while the page is closed. Call it from a click, once there is a
   * conversation. Rejected with `push_unavailable` where it is not switched on in the end.
   */
  enablePush(): Promise<void>
  /** Ends that answers are pushed to this browser. */
  disablePush(): Promise<void>
  /** Whether answers are pushed here, or could be. Asks the visitor nothing. */
  getPushState(): Promise<PushState>
}
