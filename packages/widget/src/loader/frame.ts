import type { SiteSettings } from '@parley/protocol'
import type { EventMap, Options, Parley } from '@parley/sdk/types'
import type { Store } from './store.ts'

/** What was said of a widget where it was asked for: the attributes of its tag, or options. */
export type Given = DOMStringMap | Options
export type Site = SiteSettings | Promise<SiteSettings> | undefined
export type Widget = {
  name: string
  api: Parley
  /** Ends when it is taken off. */
  signal: AbortSignal
  /** Puts it on the page, once. */
  begin(site: Site, given: Given): void
}
/** The widget of this name; put on the page as soon as its site is known. */
export type Add = (name: string, site?: Site, given?: Given) => Parley

/** Lets something happen, as it is or otherwise; nothing happens when `go` is not called. */
export type Before = <T extends object>(name: string, what: T, go: (what: T) => unknown) => unknown

/** What the messenger and the SDK get from the loader when they are fetched. */
export type Frame = {
  settings: SiteSettings
  /** The attributes of the tag, or the options that it was begun with. */
  given: Given
  widget: Widget
  /** The widget's own tree: the messenger adds its panel beside the launcher. */
  root: ShadowRoot
  launcher: HTMLButtonElement
  /** What is kept in the browser, as far as the visitor consents. */
  store: Store
  /** It stands in an element of the page, without a launcher, and is always open. */
  isInline: boolean
  /** Opens or closes, as the launcher would. */
  setOpen(open: boolean): Promise<void>
  setUnread(count: number): void
  unread: number
  /** Tells listeners of the SDK. */
  emit<N extends keyof EventMap>(name: N, ...data: EventMap[N] extends undefined ? [] : [EventMap[N]]): void
  /** Whether a conversation is open here: then the next visit connects by itself once idle, without waiting for the panel. */
  remember(hasConversation: boolean): void
  /** Asks the page's hooks; the SDK puts itself in its place. */
  before: Before
  /** It opens by a rule of the site, not because somebody asked: the page's focus stays where it is. */
  isUnasked?: boolean
  /** The SDK tells which page is looked at, as far as the page lets it: nobody else does. */
  isFollowed?: boolean
  /** What the page said that proactive messages wait for: a list until they are there, who take `push` over. */
  said?: { push(said: Said): unknown }
  /** Fetches the messenger; null when it could not be. */
  load(): Promise<Messenger | null>
  /** The messenger, once it is there. */
  messenger?: Messenger
}

type Values = Readonly<Record<string, string | number | boolean | null>>
/** An event or a call of the page with what it says of the visitor, what is known of him (null: nothing any more), or that a campaign is closed. */
export type Said =
  | { type: 'event' | 'js'; name: string; attributes?: Values }
  | { type: 'attributes'; attributes: Values | null }
  | { type: 'dismiss'; id?: string | undefined }

/** What the page knows of its visitor; unverified. */
export type Profile = { name?: string; email?: string }

/** What the loader and the SDK ask of the messenger. */
export type Messenger = {
  open(): void
  close(): void
  update(profile: Profile): void
  destroy(): void
}

export type MessengerModule = { mount(frame: Frame): Messenger }
/** What the loader asks of the SDK. */
export type Sdk = {
  call(method: string, args: unknown[]): Promise<unknown>
  /** Tells the page's listeners; the loader tells the page's window. */
  hear(event: object): void
  /** The messenger is there. */
  attach(): void
}
/** What watches the page for the launcher. */
export type ScoutModule = { start(frame: Frame): void }
export type SdkModule = { start(frame: Frame): Sdk }
