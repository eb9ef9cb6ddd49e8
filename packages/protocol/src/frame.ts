import * as z from 'zod'
import { Actor } from './actor.ts'
import { ConversationRow, ListKey, Mark, Position } from './conversation.ts'
import type { ErrorCode } from './error-codes.ts'
import { COMMAND_BODIES, LogEvent } from './event.ts'
import { Cmid, ConversationId, CreateKey, DepartmentId, EventId, VisitorId } from './ids.ts'
import { AGENT_COMMANDS } from './kinds.ts'
import { Availability } from './options/index.ts'
import { QueueWait } from './queue.ts'
import { Split } from './split.ts'
import { Timestamp } from './time.ts'
import { AccessToken, VisitorToken } from './visitor.ts'

const ref = z.int().min(0)
/** The conversation that `key` means: met when it is there, begun when it is not (SYNC-27). */
export const Create = z.strictObject({
  key: CreateKey,
  /** Of an agent: with whom he begins it. A visitor begins his own. */
  visitorId: VisitorId.optional(),
  /** Of an agent: whose it is to be; without it the default one's, or his own. */
  departmentId: DepartmentId.optional(),
  /** Of an agent: the messages of another conversation of this visitor that go on in it. */
  split: Split.optional(),
})
export type Create = z.infer<typeof Create>

/** Which conversation a command is for: an existing one, or one that it may have to begin. */
const target = { conversationId: ConversationId.optional(), create: Create.optional() }
const command = { cmid: Cmid, ...target }
const onlyOneTarget = (frame: { conversationId?: unknown; create?: unknown }) =>
  (frame.conversationId === undefined) !== (frame.create === undefined)
const targetMessage = 'needs exactly one of conversationId and create'

export const HelloFrame = z
  .strictObject({
    t: z.literal('hello'),
    v: z.tuple([z.int().min(1), z.int().min(1)]),
    token: VisitorToken.optional(),
    access: AccessToken.optional(),
    proof: z.string().max(1000).optional(),
    device: z.string().max(64),
    tab: z.string().max(64),
    epoch: z.string().max(64).optional(),
    positions: z.record(ConversationId, Position).optional(),
    lists: z.record(ListKey, Timestamp).optional(),
    caps: z.array(z.string().max(32)).max(20).optional(),
  })
  .refine(
    (frame) => (frame.token === undefined) !== (frame.access === undefined),
    'needs exactly one of token and access',
  )

/** A command of any kind; `body` is judged by {@link COMMAND_BODIES} of its kind. */
export const SendFrame = z
  .strictObject({
    t: z.literal('send'),
    ...command,
    kind: z.enum(AGENT_COMMANDS).or(z.literal('conv.rate')),
    body: z.unknown(),
    after: Cmid.optional(),
  })
  .refine(onlyOneTarget, targetMessage)
  .superRefine((frame, context) => {
    const judged = COMMAND_BODIES[frame.kind].safeParse(frame.body)
    for (const issue of judged.error?.issues ?? []) {
      const at = { message: issue.message, path: ['body', ...issue.path] }
      // Told apart, since fields unknown from a newer writer are dropped (SYNC-43).
      if (issue.code === 'unrecognized_keys') context.addIssue({ code: issue.code, keys: issue.keys, ...at })
      else context.addIssue({ code: 'custom', ...at })
    }
  })

export const CancelFrame = z.strictObject({ t: z.literal('cancel'), ...command }).refine(onlyOneTarget, targetMessage)

const watermark = { conversationId: ConversationId, n: z.int().min(0), gen: z.int().min(0).optional() }

/** Every frame a client may send (`sync.md` 7). */
export const ClientFrame = z.discriminatedUnion('t', [
  HelloFrame,
  SendFrame,
  CancelFrame,
  z.strictObject({ t: z.literal('recv'), ...watermark }),
  z.strictObject({ t: z.literal('read'), ...watermark }),
  z.strictObject({ t: z.literal('sub'), conversationId: ConversationId, since: Position }),
  z.strictObject({ t: z.literal('unsub'), conversationId: ConversationId }),
  z.strictObject({ t: z.literal('list'), key: ListKey, at: Timestamp.optional() }),
  z.strictObject({ t: z.literal('unlist'), key: ListKey }),
  z.strictObject({
    t: z.literal('eph'),
    conversationId: ConversationId,
    k: z.enum(['typing', 'cursor', 'draft']),
    d: z.union([z.boolean(), z.string().max(500)]),
    note: z.boolean().optional(),
  }),
  z.strictObject({ t: z.literal('auth'), access: AccessToken }),
  z.strictObject({ t: z.literal('hb'), c: ref.optional() }),
])
export type ClientFrame = z.infer<typeof ClientFrame>
export type HelloFrame = z.infer<typeof HelloFrame>
export type SendFrame = z.infer<typeof SendFrame>
export type CancelFrame = z.infer<typeof CancelFrame>

export const ResetReason = z.enum(['epoch', 'diverged', 'floor', 'far', 'overflow'])
export type ResetReason = z.infer<typeof ResetReason>

export const AckFrame = z.object({
  t: z.literal('ack'),
  cmid: Cmid,
  conversationId: ConversationId,
  /** Absent when the event is not the reader's to see. */
  n: z.int().optional(),
  id: EventId,
  ts: Timestamp,
  dup: z.literal(true).optional(),
  canceled: z.boolean().optional(),
})
export type AckFrame = z.infer<typeof AckFrame>

export const NackFrame = z.object({
  t: z.literal('nack'),
  cmid: Cmid,
  code: z.string(),
  retry: z.boolean(),
  afterMs: z.int().optional(),
  to: ConversationId.optional(),
  /** With `form_invalid`: what is wrong, and where in the command (JSON pointer). */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})
export type NackFrame = Omit<z.infer<typeof NackFrame>, 'code'> & { code: ErrorCode }

/** Every frame a server sends; clients ignore fields and types they do not know (SYNC-43). */
export const ServerFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('welcome'),
    v: z.int(),
    connectionId: z.string(),
    epoch: z.string(),
    now: Timestamp,
    hb: z.int(),
    limits: z.record(z.string(), z.number()),
    /** Who the server takes the client for. */
    actor: Actor,
  }),
  z.object({
    t: z.literal('ev'),
    conversationId: ConversationId,
    n: z.int(),
    id: EventId,
    e: LogEvent,
    vseq: z.int().optional(),
  }),
  z.object({
    t: z.literal('synced'),
    conversationId: ConversationId,
    n: z.int(),
    id: EventId.optional(),
    marks: z.array(Mark),
  }),
  z.object({ t: z.literal('mark'), conversationId: ConversationId, ...Mark.shape }),
  z.object({
    t: z.literal('reset'),
    conversationId: ConversationId.optional(),
    list: ListKey.optional(),
    all: z.literal(true).optional(),
    why: ResetReason,
  }),
  AckFrame,
  NackFrame,
  z.object({ t: z.literal('row'), keys: z.array(ListKey), ord: z.int(), row: ConversationRow }),
  z.object({
    t: z.literal('gone'),
    key: ListKey.optional(),
    conversationId: ConversationId.optional(),
    ord: z.int().optional(),
  }),
  z.object({ t: z.literal('moved'), conversationId: ConversationId, to: ConversationId }),
  /** A list caught up: its rows since the position were sent; the next position is `at`. */
  z.object({ t: z.literal('listed'), key: ListKey, at: Timestamp }),
  z.object({
    t: z.literal('eph'),
    conversationId: ConversationId,
    k: z.enum(['typing', 'cursor', 'draft']),
    d: z.union([z.boolean(), z.string()]),
    from: Actor,
    note: z.boolean().optional(),
  }),
  z.object({ t: z.literal('hb'), c: z.int().optional(), heads: z.record(ConversationId, z.int()).optional() }),
  /** To agents: what they were told of has changed; the list is read again. */
  z.object({ t: z.literal('notices') }),
  /** To agents: something of their own was changed on another device; what that is, is asked for. */
  z.object({
    t: z.literal('own'),
    what: z.enum(['drafts', 'scheduled']),
    kind: z.enum(['reply', 'note']),
    conversationId: ConversationId,
    rev: z.int(),
  }),
  /** To visitors: who is there now; another `rev` means that the options are to be asked for again. */
  z.object({ t: z.literal('site'), rev: z.string(), availability: Availability }),
  /** To visitors: an agent began a conversation with him, which he has not answered; told again when he comes back. */
  z.object({ t: z.literal('begun'), conversationId: ConversationId }),
  /** To visitors: the place of a conversation that waits for an agent. */
  z.object({
    t: z.literal('queue'),
    conversationId: ConversationId,
    /** 1 is the next; null: it waits no more, or it is not told. */
    position: z.int().min(1).nullable(),
    /** It stands further behind than `position`: nobody counts beyond. */
    isBeyond: z.literal(true).optional(),
    /** Null: nothing can be promised. */
    wait: QueueWait.nullable(),
  }),
  z.object({ t: z.literal('bye'), why: z.string(), afterMs: z.int(), url: z.string().optional() }),
  z.object({ t: z.literal('err'), code: z.string(), ref: z.string().optional() }),
])
export type ServerFrame = z.infer<typeof ServerFrame> | NackFrame
/** The frame of type `T`, as its receiver sees it. */
export type FrameOf<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>
