import type {
  Actor,
  AgentId,
  AnswerDraft,
  AnsweredCampaign,
  Attachment,
  Cmid,
  CommandKind,
  ConversationId,
  ConversationRow,
  CreateKey,
  DepartmentId,
  Draft,
  EndpointTypes,
  ErrorCode,
  EventBodies,
  FilledForm,
  FrameOf,
  ListKey,
  LogEntry,
  Mark,
  MessageBody,
  MessageMetadata,
  Named,
  NoteBody,
  Quote,
  RouteName,
  RouteWish,
  SaidCampaign,
  StatusChange,
  Timestamp,
  VisitorId,
} from '@parley/protocol'
import type { ConversationFold } from '@parley/protocol/reduce'
import type { ReadonlySignal } from '@preact/signals-core'
import type { OwnFold } from './sync/log-copy.ts'
import type { createTyping } from './sync/typing.ts'
import type { Person } from './visitor/person-api.ts'

/** Where the line to the server stands. `waiting` has lost it and tries again at `retryAt`; `stopped` does not. */
export type ConnectionView =
  | { phase: 'idle' }
  | { phase: 'connecting'; downSince: number | null }
  | { phase: 'online'; transport: 'socket' | 'poll' }
  | { phase: 'waiting'; downSince: number; retryAt: number }
  | {
      phase: 'stopped'
      reason: 'forbidden' | 'signed_out' | 'unsupported_version' | 'too_many_connections' | 'closed_by_app'
    }

/** A file of a message that is being written or sent. */
export type DraftAttachment = Attachment

/** How far a command of this browser has come. `sent` is stored on the server. */
export type SendState = { phase: 'sending' } | { phase: 'sent' } | { phase: 'failed'; code: ErrorCode }

/** One thing in a thread: a message (with what later events made of it) or an event line. */
export type TimelineItem =
  | {
      type: 'message'
      /** Stable from the first key press to the end: the DOM node is kept when the server's copy arrives. */
      key: Cmid
      /** Absent while it is not stored. */
      n: number | null
      messageId: `msg_${string}` | null
      kind: 'msg.new' | 'note.new'
      actor: Actor
      /** Null once it was deleted or redacted. */
      body: MessageBody | null
      editedAt?: Timestamp
      deletedAt?: Timestamp
      /** When the visitor answered it, and with which value; null where he filled in a form. */
      answer?: { at: Timestamp; value: string | null }
      reactions: { emoji: string; by: string[] }[]
      /** The proactive message that the visitor answered by it. */
      campaign?: SaidCampaign
      /** What the visitor's page said with it; for agents. */
      metadata?: MessageMetadata
      ts: Timestamp
      send: SendState
      mine: boolean
    }
  | { type: 'event'; key: string; n: number; entry: LogEntry }

/** `quote` is what it answers, as the bubble shows it; the server makes its own of the message that it names. */
type NoteDraft = TextDraft & { named?: Named[] } & Pick<NoteBody, 'handOver' | 'purpose'>
type TextDraft = { v: 1; type: 'text'; text: string; attachments?: DraftAttachment[]; quote?: Quote }

export type SendBody<K extends CommandKind> = K extends 'msg.new'
  ?
      | (TextDraft & {
          answers?: AnswerDraft
          form?: FilledForm
          route?: RouteWish
          campaign?: AnsweredCampaign
          metadata?: MessageMetadata
        })
      | Exclude<Draft, { type: 'text' }>
  : K extends 'note.new'
    ? NoteDraft
    : K extends 'part.join' | 'part.leave'
      ? { agentId: AgentId }
      : K extends 'conv.assign'
        ? Omit<EventBodies['conv.assign'], 'name'>
        : K extends 'conv.field'
          ? EventBodies['conv.field'] & { was?: string | null }
          : K extends 'conv.status'
            ? StatusChange
            : EventBodies[K]

/** The outcome of a command that a person waits for (claim, close …): stored, refused, or still under way after 10 s. */
export type CommandResult = { phase: 'sent' } | { phase: 'failed'; code: ErrorCode } | { phase: 'pending' }

/** One open conversation: a live copy of its log. Call `release()` when it leaves the screen. */
export type ConversationHandle = {
  /** Null until the first message of a new conversation is stored. */
  readonly id: ReadonlySignal<ConversationId | null>
  readonly createKey: CreateKey | null
  readonly state: ReadonlySignal<'loading' | 'ready' | 'resetting' | 'gone' | 'failed'>
  /** Status, assignee, tags …: the fold of what was applied; null while loading. */
  readonly fold: ReadonlySignal<ConversationFold<Timestamp> | null>
  readonly timeline: ReadonlySignal<TimelineItem[]>
  readonly hasEarlier: ReadonlySignal<boolean>
  loadEarlier(): Promise<void>
  readonly marks: ReadonlySignal<Mark[]>
  /** The own read watermark, in own numbering; messages of others above it are unread. */
  readonly myRead: ReadonlySignal<number>
  /** Who is typing now; entries expire by themselves (6 s). `draft` carries a typing preview where allowed. */
  readonly typing: ReadonlySignal<{ actor: Actor; note: boolean; text: string | null }[]>
  /** Stores the command in the outbox, shows it at once, sends it as soon as there is a line. Never throws. */
  send<K extends CommandKind>(kind: K, body: SendBody<K>): Cmid
  /** As `send`, and tells how it ended: for commands that a person waits for. */
  command<K extends CommandKind>(kind: K, body: SendBody<K>): Promise<CommandResult>
  /** A failed bubble: again, at the end, with the same cmid (SYNC 9). */
  retry(cmid: Cmid): void
  /** A failed or unacknowledged bubble: removed here, cancelled there (SYNC-61). */
  remove(cmid: Cmid): void
  /** Everything up to `n` was seen (the newest when absent). Coalesced; sent again after each resume. */
  read(n?: number): void
  setTyping(on: boolean, options?: { note?: boolean }): void
  /** Other agents who look at it now, as far as they say so. */
  readonly viewers: ReadonlySignal<readonly { actor: Actor }[]>
  /** Tells them that this agent looks at it, until the result is called. */
  look(): () => void
  /** What is being typed, for agents to see, where the site allows it; at most four a second, 500 characters. */
  preview(text: string): void
  release(): void
}

/** As a visitor's client has it: whoever has not to wait for an outcome sees it in the timeline. */
export type VisitorHandle = Omit<ConversationHandle, 'command' | 'fold' | 'typing' | 'viewers' | 'look'> & {
  readonly typing: ReadonlySignal<{ actor: Actor }[]>
  /** What he sees of it: status, assignee, rating, participants. */
  readonly fold: ReadonlySignal<OwnFold | null>
  /** Its place in line, as told last on this line; null while it waits for nobody, or the site does not tell. */
  readonly queue: ReadonlySignal<FrameOf<'queue'> | null>
  /** Nothing was said here yet, and an agent began this one: it takes its place, and all of it is news. */
  meet(id: ConversationId): void
}

/** A live list of rows by list keys; the page itself comes by HTTP (`listConversations`, whose answer carries `at`). */
export type ListHandle = {
  /** Rows are whole states: of two the higher `ord` wins. Batched per tick. */
  onRows(listener: (rows: ConversationRow[]) => void): () => void
  onGone(listener: (gone: { conversationId: ConversationId; ord: number }[]) => void): () => void
  /** Drop what is on screen and read the first page again. */
  onReset(listener: () => void): () => void
  release(): void
}

/** Of a voice message: its length, and how loud it is over its time, in hexadecimal digits (`Voice` of the protocol). */
export type VoiceDraft = { voiceMs: string; peaks: string }

export type Upload = {
  /** 0 to 1. */
  readonly progress: ReadonlySignal<number>
  readonly done: Promise<Attachment>
  cancel(): void
}

/** With whom an agent begins a conversation, and in which department: the default one when absent. */
export type BegunWith = { visitorId: VisitorId; departmentId?: DepartmentId | undefined }

export type CallInput<N extends RouteName> = {
  [Part in 'params' | 'query' | 'body' as EndpointTypes[N][Part] extends undefined
    ? never
    : Part]: EndpointTypes[N][Part]
}

export type Client = {
  readonly connection: ReadonlySignal<ConnectionView>
  /** Who the server takes us for; null before the first welcome. */
  readonly actor: ReadonlySignal<Actor | null>
  /** True once storage failed and memory took over; told once (SYNC-69). */
  readonly storageLost: ReadonlySignal<boolean>
  /** Commands not yet acknowledged, over all conversations. */
  readonly unsent: ReadonlySignal<number>
  /** Opens the line; repeated calls do nothing. */
  start(): void
  /** Typed HTTP by endpoint name; renews the access token; throws {@link ClientError}. */
  call<N extends RouteName>(name: N, input: CallInput<N>): Promise<EndpointTypes[N]['response']>
  open(id: ConversationId): ConversationHandle
  /**
   * A conversation that does not exist yet: it is created by its first message; an agent says with whom (`to`). A pending
   * one is found again after a reload, by its key alone.
   */
  openNew(key?: CreateKey, to?: BegunWith): ConversationHandle
  /**
   * Create keys of conversations that were begun here and have unsent messages, the oldest first: `openNew(key)` shows
   * them with all they have.
   */
  pendingNew(): Promise<CreateKey[]>
  /** Whether this browser has an identity from an earlier visit. Survives a crash that local storage does not. */
  isReturning(): Promise<boolean>
  list(keys: readonly ListKey[], at: Timestamp): ListHandle
  /** Called when what the agent was told of has changed: the list of notices is to be read again. */
  onNotices(listener: () => void): () => void
  /** Called when somebody looks at or writes in a conversation that is open here or stands in a list: a hint, never stored. */
  onPresence(listener: (frame: FrameOf<'eph'>) => void): () => void
  /** Called when something of the agent's own was changed on another device, or by the server. */
  onOwn(listener: (changed: FrameOf<'own'>) => void): () => void
  upload(
    file: Blob & { name?: string },
    target: Pick<ConversationHandle, 'id' | 'createKey'>,
    voice?: VoiceDraft,
  ): Upload
  /** Asks the line whether it is alive (on focus, say). */
  probe(): void
  /** The browser's storage may be used from now on, or may not any more (consent): what is held goes there, or to memory. */
  persist(): void
  /** Visitor: forget the identity (logout). Agent: see `signOut`. Drops local copies and outbox of this identity. */
  forget(): Promise<void>
  /** Closes everything and leaves no timer, listener or socket behind. Persisted outbox stays for the next visit. */
  destroy(): void
}

/** A visitor has no lists, waits for no command, and calls only the routes of `visitor-routes.ts`. */
export type VisitorBase = Omit<Client, 'list' | 'onNotices' | 'onPresence' | 'onOwn' | 'open' | 'openNew'> & {
  /** Who is there for him, as told last on this line; null until it was. */
  readonly site: ReadonlySignal<FrameOf<'site'> | null>
  /** By the server's clock, as far as it was told; milliseconds. For what the server judges by its own. */
  now(): number
  /** What an agent began with him, as told last; null until one did. */
  readonly begun: ReadonlySignal<FrameOf<'begun'> | null>
  open(id: ConversationId): VisitorHandle
  openNew(key?: CreateKey): VisitorHandle
}

export type VisitorClient = VisitorBase & {
  /** Who he is and what his page tells of him: fetched with the first use. */
  person(): Promise<Person>
  /** Who types is followed from now on: until there is a conversation the open chat does without. */
  followTyping(create: typeof createTyping): void
  /** Changes whenever he becomes somebody else, or proves who he is: what is on screen is another's then. */
  readonly session: ReadonlySignal<number>
}

/** How a client proves who it is. */
export type Credentials =
  /** A visitor of a site: makes and keeps the stored token, exchanges it for access tokens (SYNC-80, 81). */
  | { type: 'visitor'; siteKey: string }
  /** An agent: `refresh` gives the current access token, or a new one when asked with `renew`; null when signed out. */
  | { type: 'agent'; agentId: string; access(options: { renew: boolean }): Promise<string | null> }
