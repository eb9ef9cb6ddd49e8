import type { SiteSettings } from '@parley/protocol'
import type { Store } from './store.ts'

/** What the messenger gets from the loader when it is fetched. */
export type Frame = {
  settings: SiteSettings
  /** The widget's own tree: the messenger adds its panel beside the launcher. */
  root: ShadowRoot
  launcher: HTMLButtonElement
  /** What is kept in the browser, as far as the visitor consents. */
  store: Store
  /** A conversation was open here when the visitor left: connect without waiting for the panel. */
  isReturning: boolean
  /** Opens or closes, as the launcher would. */
  setOpen(open: boolean): void
  setUnread(count: number): void
  /** Tells listeners of the SDK. */
  emit(name: EventName, detail?: unknown): void
  /** Whether a conversation is open here: then the next visit connects by itself once idle. */
  remember(hasConversation: boolean): void
}

/** What the loader asks of the messenger. */
export type Messenger = {
  open(): void
  close(): void
  update(profile: { name?: string; email?: string }): void
  destroy(): void
}

export type MessengerModule = { mount(frame: Frame): Messenger }
export type EventName = 'opened' | 'closed' | 'unread'
