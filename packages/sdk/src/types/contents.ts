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
  /** Said with this one message for the agents, who read it beside it: at most 20, nobody else is shown it. */
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

/** What `requestTranscript` leads to: three forms of the same copy. The links need no sign-in and end soon. */
export type TranscriptLinks = { print: string; text: string; html: string; expiresAt: string }

/** What `exportMyData` tells. Moments are ISO 8601. */
export type VisitorData = {
  exportedAt: string
  /** The site's key. */
  site: string
  /** Null for somebody who never wrote. */
  visitor: Record<string, unknown> | null
  /** What a signed identity told. */
  contact: Record<string, unknown> | null
  conversations: {
    id: string
    status: ConversationStatus
    createdAt: string
    rating: number | null
    /** What he answered before he began, and what pages said of the conversation. */
    fields: Record<string, string>
    /** The oldest first. `text` is empty where it was deleted. */
    messages: (Omit<Message, 'id' | 'conversationId' | 'key'> & {
      id: string
      /** What a page said with it (`sendMessage`). */
      metadata?: Attributes
    })[]
  }[]
}

/** `unsupported`: this browser, or this page without the worker's file, cannot have it. `blocked`: the visitor told his browser no. */
export type PushState = 'unsupported' | 'off' | 'on' | 'blocked'

/** What a site takes of its visitors beside words. */
export type UploadPolicy = {
  allowed: boolean
  /** Bytes of one file. */
  maxBytes: number
  /** Files of one message. */
  atOnce: number
  /** By content; `other` is whatever is none of these and no program. */
  kinds: ('image' | 'document' | 'audio' | 'video' | 'archive' | 'other')[]
  /** What names may end in besides. */
  endings: string[]
  /** Whether voice messages may be spoken. */
  voice: boolean
}

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
    name: 'script' | 'api' | 'site' | 'origin' | 'websocket' | 'storage' | 'indexeddb' | 'cookies' | 'clock' | 'csp'
    ok: boolean
    /** What was seen. */
    detail: string
    /** What to change; null when nothing. */
    advice: string | null
  }[]
}
