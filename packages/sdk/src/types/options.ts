/** A value of an attribute. Texts of at most 500 characters; `null` takes the attribute away. */
export type AttributeValue = string | number | boolean | null
/** Up to 50 attributes by keys of at most 40 characters. */
export type Attributes = Record<string, AttributeValue>

/** Whether somebody is there. `away`: within the hours, but nobody is connected. */
export type AvailabilityState = 'online' | 'away' | 'offline'
export type Availability = {
  state: AvailabilityState
  /** ISO 8601; null while open, and when it is not known. */
  reopensAt: string | null
}

export type Company = { id?: string; name?: string; website?: string; attributes?: Attributes }

/** Whom the page says it has before it. */
export type User = {
  /** Your own id of this person. */
  id?: string
  email?: string
  phone?: string
  name?: string
  /** Address of a picture. */
  avatar?: string
  company?: Company
  locale?: string
  attributes?: Attributes
}

/** A JWT that your server signed (`@parley/sdk/server`), good for at most five minutes. */
export type TokenProvider = () => string | Promise<string>

export type Side = 'left' | 'right'
export type Position = {
  side?: Side
  /** CSS pixels from the side. */
  x?: number
  /** CSS pixels from the bottom. */
  y?: number
  zIndex?: number
}

export type ThemeMode = 'light' | 'dark' | 'auto'
export type ThemeOptions = {
  mode?: ThemeMode
  /** `#rrggbb`: `brand` colours the launcher, the visitor's own messages and the buttons. */
  colors?: { brand?: string; ink?: string }
  /** CSS pixels, 0 to 28. */
  radius?: number
  /** A font family that the page has loaded. */
  font?: string
  /** A style sheet for the inside of the widget. Its class names are not promised to stay. */
  css?: string
}

/** What the visitor agreed to; what is left out stays as it was. */
export type Consent = { storage?: boolean; analytics?: boolean; preview?: boolean; replay?: boolean }

/** Where the chat is opened. */
export type View = 'home' | 'conversations' | 'new'

/** Settings of one widget: those of the tag (`data-…`), of `boot` and of `update`. */
export type Options = {
  /** The site's public key. */
  site?: string
  /** Name of this instance where several stand on one page; the site's key when absent. */
  name?: string
  /** A language such as `de`, or `auto` for the visitor's own. */
  locale?: string
  theme?: ThemeMode
  position?: Side
  /** CSS pixels from the side and from the bottom. */
  offsetX?: number
  offsetY?: number
  zIndex?: number
  launcher?: 'bubble' | 'tab' | 'none'
  label?: string
  /** `click`, `hover`, `idle:30` (seconds), `scroll:60` (per cent) or `exit`. */
  openOn?: string
  /** A CSS selector: the chat stands in this element, always open, without a launcher. */
  mount?: string
  /** When the chat is fetched: on intent (`interaction`), when the page is `idle`, or `now`. */
  load?: 'idle' | 'interaction' | 'now'
  /** A CSS selector: the launcher is hidden while one of these is visible. */
  hideOn?: string
  /** A CSS selector: the launcher steps aside for these. */
  avoid?: string
  department?: string
  tags?: readonly string[]
  consent?: 'granted' | 'pending' | 'denied'
  /** Says in the console what happens. */
  debug?: boolean
  /** Tells every event on the window too, for pages that listen there and call no method. */
  events?: boolean
  /** Whom the page has before it; the same as `identify`. */
  user?: User
  token?: string
}

export type InstanceOptions = Options & { site: string }
