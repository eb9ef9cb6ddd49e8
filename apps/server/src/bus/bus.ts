import type { Actor, AgentId, ConversationId, EventId, Mark, WorkspaceId } from '@parley/protocol'

type About = { workspaceId: WorkspaceId; conversationId: ConversationId }

/**
 * An event was stored. `frames` are its `ev` frames as text, one per audience, made once for all instances; `to`: it merged
 * the conversation into this one.
 */
export type EventNote = About & {
  type: 'event'
  id: EventId
  ord: number
  vseq?: number
  vmax: number
  to?: ConversationId
  /** Who takes part no more from here on. */
  without?: AgentId
  frames?: { agent: string; visitor?: string }
}
/**
 * A summary was folded: its `row` frame, the lists it stands in, and those it has left; `waits`: for an agent;
 * `begunWith`: the visitor, and the person, with whom an agent began it and who has not answered.
 */
export type RowNote = About & {
  type: 'row'
  ord: number
  keys: string[]
  left: string[]
  waits?: true
  begunWith?: string[]
  frame?: string
}
/** A watermark rose, in the numbering of each audience; absent for an audience that it does not concern. */
export type MarkNote = About & { type: 'mark'; agent?: Mark; visitor?: Mark }
/** Typing and the like: never stored, dropped first. `frame` names who it is from; `keys` are the lists that are told too. */
export type EphemeralNote = About & {
  type: 'eph'
  from: Actor
  forVisitors: boolean
  frame: string
  keys?: readonly string[]
}
/** Whoever `id` names is another now: cached principals are dropped (SYNC-58). */
export type PrincipalNote = { type: 'principal'; id: string }

/** Agents of a workspace came or left. */
export type PresenceNote = { type: 'presence'; workspaceId: WorkspaceId }

/** What these agents were told of has changed. */
export type NoticesNote = { type: 'notices'; workspaceId: WorkspaceId; agentIds: AgentId[] }

/** Something of an agent's own was changed by himself, or by the server for him. */
export type OwnNote = About & {
  type: 'own'
  agentId: AgentId
  what: 'drafts' | 'scheduled'
  kind: 'reply' | 'note'
  rev: number
}

export type BusMessage =
  | (EventNote | RowNote | MarkNote | EphemeralNote)
  | (PrincipalNote | PresenceNote | NoticesNote | OwnNote)

/**
 * Wakes instances up: every message is a hint that may be dropped, doubled or late, and grants nothing (SYNC-75). An
 * implementation delivers to every subscriber of every instance, the sending one included, and never throws.
 */
export type Bus = {
  /** Two instances have a common bus when these are equal (SYNC-76). */
  readonly id: string
  publish(message: BusMessage): void
  subscribe(listener: (message: BusMessage) => void): () => void
  close(): Promise<void>
}

/** `message` cut down to a bare hint when what it carries is more than `maxBytes` (SYNC-75). */
export function withinBytes(message: BusMessage, maxBytes: number): BusMessage {
  if (message.type === 'event' && message.frames) {
    const { frames, ...hint } = message
    return frames.agent.length + (frames.visitor?.length ?? 0) > maxBytes ? hint : message
  }
  if (message.type === 'row' && message.frame) {
    const { frame, ...hint } = message
    return frame.length > maxBytes ? hint : message
  }
  return message
}
