import type { SelfTestReport, State } from './contents.ts'
import type { EventName, Listener, Off, ParleyEvent } from './events.ts'
import type { Hook, HookName, HookOptions } from './hooks.ts'
import type { Availability, View } from './options.ts'

export type VisibilityMethods = {
  /** Shows the launcher again. */
  show(): Promise<void>
  /** Closes the chat and hides the launcher. */
  hide(): Promise<void>
  /** Opens the chat, where it was left or at `view`. Resolves when it can be written in. */
  open(view?: View): Promise<void>
  /** Closes the chat; the launcher stays. */
  close(): Promise<void>
  /** Opens the closed chat, closes the open one. */
  toggle(): Promise<void>
  /** The same as `close`. */
  minimize(): Promise<void>
  /** The same as `open`. */
  maximize(): Promise<void>
  /**
   * Opens the chat in a window of its own, with the same visitor; until that is closed the panel on the page says where the
   * chat is. Call it from a click: browsers stop other windows (`popup_blocked`).
   */
  popout(): Promise<void>
  /** Makes the panel larger. */
  expand(): Promise<void>
  /** Gives the panel its usual size again. */
  collapse(): Promise<void>
}

export type StateMethods = {
  /** Everything below at once. Fetches nothing. */
  getState(): Promise<State>
  /** Whether the chat is open. */
  isOpen(): Promise<boolean>
  /** How many messages of others are unread; 0 while the chat was not fetched. */
  getUnreadCount(): Promise<number>
  /** Null until the visitor has written something. */
  getVisitorId(): Promise<string | null>
  /** Whether somebody is there now. Departments have no hours of their own yet: the answer is that of the site. */
  getAvailability(departmentId?: string): Promise<Availability>
}

export type EventMethods = {
  /** Calls `fn` each time `name` happens; any number of listeners may hear the same. Returns what ends it. */
  on<N extends EventName>(name: N, fn: Listener<N>): Off
  /** The same, the first time only. */
  once<N extends EventName>(name: N, fn: Listener<N>): Off
  /** Ends one listener of `name`, or all of them. */
  off<N extends EventName>(name: N, fn?: Listener<N>): void
  /** Calls `fn` with every event. */
  onAny(fn: (event: ParleyEvent) => void): Off
}

export type HookMethods = {
  /** Asks `fn` before something happens: it may alter it, cancel it, or take its time. Returns what ends it. */
  before<N extends HookName>(name: N, fn: Hook<N>, options?: HookOptions): Promise<Off>
}

export type DiagnosticMethods = {
  /** Says in the console what happens, or stops that. */
  debug(on: boolean): Promise<void>
  /** Finds out what keeps the chat from working on this page: policy, storage, socket, cookies, clock. */
  selfTest(): Promise<SelfTestReport>
}
