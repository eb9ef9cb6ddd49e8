import type { ConversationId, FrameOf, Position, ServerFrame } from '@parley/protocol'
import type { OutgoingFrame } from '../connection/link.ts'
import { toJson } from '../json.ts'
import { HELLO_BYTES } from '../times.ts'
import { type Conversation, typingOf } from './conversation.ts'
import { hearEvent, hearHead, hearMark, hearReset, hearSynced, live } from './following.ts'
import type { Lists } from './lists.ts'
import { become, gone } from './loading.ts'

/** Which conversations and lists this client holds. */
export type Sync = {
  conversations: Set<Conversation>
  /** Agents only. */
  lists: Lists | null
  transmit(frame: OutgoingFrame): boolean
  /** What stood in the last `hello`. */
  said: { positions: Record<string, Position>; lists: Record<string, string> }
}

/** What the other fields of `hello`, tokens above all, may take of its 4 KB. */
const RESERVED_BYTES = 2_600

export function findConversation({ conversations }: Sync, id: ConversationId | undefined): Conversation | undefined {
  return [...conversations].find((one) => one.id.peek() === id)
}

/** Where each conversation is to resume. */
export function positionsOf({ conversations }: Sync): Record<string, Position> {
  const held = [...conversations].map((one) => [one.id.peek(), one.copy?.position])
  return Object.fromEntries(held.filter(([id, position]) => id && position))
}

/** Positions for `hello`; what does not fit into its 4 KB follows by `sub` and `list` (`sync.md` 7). */
export function helloOf(sync: Sync): Sync['said'] {
  let room = HELLO_BYTES - RESERVED_BYTES
  const fitting = <T>(all: Record<string, T | null>) =>
    Object.fromEntries(
      Object.entries(all).filter((pair): pair is [string, T] => {
        room -= toJson(pair).length
        return pair[1] !== null && room > 0
      }),
    )
  sync.said = { lists: fitting(sync.lists?.positions() ?? {}), positions: fitting(positionsOf(sync)) }
  return sync.said
}

/** After `welcome`: subscribes what `hello` did not, and drops what was closed since. */
export function resume(sync: Sync): void {
  const { conversations, lists, transmit, said } = sync
  for (const id of Object.keys(said.positions) as ConversationId[]) {
    if (!findConversation(sync, id)) transmit({ t: 'unsub', conversationId: id })
  }
  for (const one of conversations) live(one, (one.id.peek() ?? '') in said.positions)
  lists?.live(new Set(Object.keys(said.lists)))
  sync.said = { positions: {}, lists: {} }
}

export function resetAll({ conversations, lists }: Sync, why: FrameOf<'reset'>['why']): void {
  for (const one of conversations) hearReset(one, why)
  lists?.reset()
}

/** Tells whomever a frame concerns; what is not open here concerns nobody. */
export function hearFrame(sync: Sync, frame: ServerFrame): void {
  if (frame.t === 'hb') for (const one of sync.conversations) hearHead(one, frame.heads?.[one.id.peek() ?? 'cnv_'] ?? 0)
  else if (frame.t === 'reset' && frame.all) resetAll(sync, frame.why)
  else if ('conversationId' in frame && !('key' in frame)) {
    const one = findConversation(sync, frame.conversationId)
    if (one) hearOwn(one, frame)
  }
  sync.lists?.hear(frame)
}

function hearOwn(one: Conversation, frame: ServerFrame): void {
  if (frame.t === 'ev') hearEvent(one, frame)
  else if (frame.t === 'synced') hearSynced(one, frame)
  else if (frame.t === 'mark') hearMark(one, frame)
  else if (frame.t === 'eph') typingOf(one)?.heard(frame)
  else if (frame.t === 'queue') one.queue.value = frame.position ? frame : null
  else if (frame.t === 'reset') hearReset(one, frame.why)
  else if (frame.t === 'gone') gone(one)
  else if (frame.t === 'moved') become(one, frame.to)
}
