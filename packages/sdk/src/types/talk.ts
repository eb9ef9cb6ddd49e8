import type { LocalMessage, SendOptions, StartOptions, UploadPolicy } from './contents.ts'
import type { Position, ThemeOptions } from './options.ts'

export type MessagingMethods = {
  /** Begins a conversation and opens it; with `message`, that is its first. */
  startConversation(options?: StartOptions): Promise<{ key: string | null }>
  /** Sends as the visitor, into the conversation on screen. Resolves when it is kept here: it cannot get lost then. */
  sendMessage(text: string, options?: SendOptions): Promise<{ key: string }>
  /** Puts text into the composer without sending it. */
  prefill(text: string): Promise<void>
  /** Shows something in the thread on this page only. */
  showMessage(content: LocalMessage): Promise<{ id: string; value: Promise<string> }>
  /** Everything in a conversation was seen; without an id, in the one on screen. */
  markRead(conversationId?: string): Promise<void>
  endConversation(conversationId?: string): Promise<void>
  /** 1 to 5. */
  rate(score: number, comment?: string): Promise<void>
  /** Sends the transcript by e-mail. */
  requestTranscript(email?: string): Promise<void>
}

export type NavigationMethods = {
  openConversation(conversationId: string): Promise<void>
  /** The list of the visitor's conversations. */
  openConversations(): Promise<void>
  /** A new conversation, with `text` in its composer. */
  openNew(text?: string): Promise<void>
  openHome(): Promise<void>
  openArticle(slug: string, options?: { locale?: string }): Promise<void>
  searchHelp(query: string): Promise<void>
  openTicket(ticketId: string): Promise<void>
  openTickets(): Promise<void>
  openNews(newsId?: string): Promise<void>
}

export type EngagementMethods = {
  /** Runs the proactive messages that wait for this name. */
  trigger(name: string, data?: Record<string, unknown>): Promise<void>
  startBot(flow: string, variables?: Record<string, unknown>): Promise<void>
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
  setTheme(theme: ThemeOptions): Promise<void>
  setPosition(position: Position): Promise<void>
  setSound(on: boolean): Promise<void>
}

export type CallMethods = {
  startCall(options?: { video?: boolean }): Promise<void>
  shareScreen(): Promise<void>
  startCobrowse(): Promise<void>
  stopCobrowse(): Promise<void>
  maskSelectors(selectors: readonly string[]): Promise<void>
  attachDiagnostics(): Promise<void>
}

export type FileMethods = {
  /** Puts a file, or what stands at an address, into the message that is being written. */
  attach(file: File | string): Promise<void>
  /** What may be attached on this site. */
  getUploadPolicy(): Promise<UploadPolicy>
}

export type PushMethods = {
  /** Asks the visitor whether answers may be pushed while the page is closed. Call it from a click. */
  enablePush(): Promise<void>
  disablePush(): Promise<void>
}
