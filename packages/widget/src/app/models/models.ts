import type { VisitorClient } from '@parley/client/visitor'
import type { ChatOptions, SiteSettings } from '@parley/protocol'
import type { Parley } from '@parley/sdk/types'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { ComponentChild } from 'preact'
import type { Frame, Profile } from '../../loader/frame.ts'
import type { Store } from '../../loader/store.ts'
import type { Attention } from './attention.ts'
import type { ChatModel } from './chat-model.ts'
import type { ComposerModel } from './composer-model.ts'
import type { MessageItem } from './items.ts'
import type { LineModel } from './line-model.ts'

/** What can be done with messages: fetched when somebody points at one, or reaches them by keyboard. */
export type Tools = {
  /** In a bubble: the way to its menu. */
  more(item: MessageItem): ComponentChild
  reactions(item: MessageItem): ComponentChild
}

/** What a conversation is read with: fetched when there is one, or when the visitor begins to write. */
export type Talk = {
  /** For a thread that comes on screen. */
  begin(): TalkInThread
  end(): void
}
export type TalkInThread = {
  onScroll(event: { currentTarget: HTMLElement }): void
  /** Called each time that the thread was drawn, with its log. */
  drawn(log: HTMLElement): void
  /** Called when somebody points at the log, or comes to it by keyboard. */
  wake(event: { currentTarget: HTMLElement }): void
  draw(): {
    before: ComponentChild
    /** What was said and what happened. */
    said: ComponentChild[]
    after: ComponentChild
    /** The way back to the end. */
    fresh: ComponentChild
  }
}

/** What every view of one chat is given. */
export type Models = {
  settings: SiteSettings
  /** What the owner decided beyond the script tag; null until it came. */
  options: ReadonlySignal<ChatOptions | null>
  client: VisitorClient
  chat: ChatModel
  line: LineModel
  composer: ComposerModel
  tools: Signal<Tools | null>
  /** What a conversation is read with; null until there is one, or the visitor writes. */
  talk: ReadonlySignal<Talk | null>
  /** What calls the visitor back; null until there is a conversation. */
  attention: Signal<Attention | null>
  /** What the page knows of its visitor: of the person of that session. */
  profile: Signal<{ of: number; said: Profile }>
  /** Whether the page wants no bubbles beside the launcher. */
  quiet: Signal<boolean>
  /** What is kept in the browser, as far as the visitor consents. */
  store: Store
  /** Asks for the options again. */
  refresh(): Promise<void>
  /** The widget's own tree. */
  root: ShadowRoot
  /** Gives the widget one sheet more; the same text again does nothing. */
  adopt(css: string): void
  /** Tells the page what happened. */
  emit: Frame['emit']
  /** What the page's developers have, for what we do as they would. */
  api: Parley
  /** It stands in an element of the page, always open. */
  isInline: boolean
  close(): void
}
/** What the chunk of forms draws: a page, a bar in place of the composer, or a card in the thread. */
export type FormsProps = WithModels & { part: 'consent' | 'form' | 'away' | 'offline' | 'email' | 'phone' }
/** The props of a view that needs no more than them. */
export type WithModels = { models: Models }
