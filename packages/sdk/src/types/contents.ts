import type { Attributes } from './options.ts'

/** A message as a page sees it. */
export type Message = {
  /** Null until the server has it. */
  id: string | null
  /** Made when it was written, and the same for ever. */
  key: string
  conversationId: string | null
  /** Plain text; empty once it was deleted. */
  text: string
  /** `visitor` is the person on this page. */
  from: 'visitor' | 'agent' | 'bot' | 'system'
  author: { id: string; name: string | null }
  /** ISO 8601. */
  at: string
  attachments: { id: string; name: string; size: number; mime: string }[]
}

export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed'
export type Conversation = {
  id: string
  status: ConversationStatus
  assignee: { id: string; name: string | null } | null
}

export type StartOptions = {
  /** The first message. */
  message?: string
  department?: string
  attributes?: Attributes
  /** Sends without opening the chat. */
  hidden?: boolean
}

export type SendOptions = {
  attachments?: readonly (File | string)[]
  metadata?: Attributes
  conversationId?: string
}

/** Shown in the thread on this page only; nobody else sees it and nothing of it is sent. */
export type LocalMessage =
  | string
  | { type: 'text'; text: string; from?: string }
  | { type: 'picker'; text: string; choices: readonly { value: string; label: string }[]; from?: string }
  | { type: 'field'; text: string; label: string; kind?: 'text' | 'email' | 'tel'; from?: string }
  | {
      type: 'carousel'
      text?: string
      cards: readonly { title: string; text?: string; image?: string; url?: string; label?: string }[]
      from?: string
    }

export type UploadPolicy = { allowed: boolean; maxBytes: number }

/** What `getState` tells. */
export type State = {
  /** Whether the chat itself is fetched. */
  loaded: boolean
  /** Whether the launcher is shown. */
  visible: boolean
  open: boolean
  availability: 'online' | 'away' | 'offline' | null
  unread: number
  conversationId: string | null
  queue: { position: number; etaSeconds: number | null } | null
  visitorId: string | null
  locale: string
}

/** What a page's own trouble with the chat is found by. */
export type SelfTestReport = {
  version: string
  site: string
  /** Whether every check is fine. */
  ok: boolean
  checks: {
    name: 'script' | 'api' | 'origin' | 'websocket' | 'storage' | 'indexeddb' | 'cookies' | 'clock' | 'csp'
    ok: boolean
    /** What was seen. */
    detail: string
    /** What to change; null when nothing. */
    advice: string | null
  }[]
}
