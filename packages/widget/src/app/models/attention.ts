import type { ReadonlySignal, Signal } from '@preact/signals-core'

/** What stands beside the launcher while the chat is closed. */
export type Bubble = {
  /** Who says it; null: the site. */
  from: { id: string; name: string } | null
  text: string
  /** `text` is a message's, which may be marked up: here stand its words alone. */
  isMarked?: boolean
  /** How many wait, this one included. */
  count?: number
  /** At most three are shown; the first is the one that is meant. Pressing one takes the bubble away. */
  buttons?: readonly { label: string; onPress(): void }[]
  /** Pressed anywhere else. */
  onOpen(): void
  onDismiss(): void
}

/**
 * `absent`: this page cannot have it. `blocked`: the visitor has told his browser no. `failed`: it could not be switched
 * on.
 */
export type PushState = 'unknown' | 'absent' | 'off' | 'on' | 'busy' | 'blocked' | 'failed'

/** Notifications of answers while no page is open. */
export type Push = {
  state: Signal<PushState>
  /** Finds out whether this page can have it: asks the origin for the worker's file, once. */
  look(): Promise<void>
  /** Where it is on it is told to the server again; nothing is asked for where it is not. */
  begin(): Promise<void>
  /** The visitor is another since, and the same person: he is called where he was. */
  follow(): Promise<void>
  /** Asks the visitor by his browser's own question. Never rejects: `state` tells. */
  enable(): Promise<void>
  disable(): Promise<void>
}

/** What calls the visitor back when somebody answers and he looks elsewhere. */
export type Attention = {
  /** Whether new messages make no sound for this visitor. */
  isMuted: ReadonlySignal<boolean>
  /** Kept in his browser where he consents to that. */
  mute(isMuted: boolean): void
  push: Push
  /** Calls him for what is no message, once for each `key` over all his tabs: by sound, and beside a closed chat. */
  call(key: string, bubble: Pick<Bubble, 'from' | 'text'>): void
  /** A text beside the launcher; false when a message stands there, or nothing may. */
  showBubble(bubble: Bubble): Promise<boolean>
  hideBubble(bubble: Bubble): void
  end(): void
}
