import type { ConversationId, FrameOf, Position, ServerFrame } from '@parley/protocol'
import type { OutgoingFrame } from '../connection/link.ts'
import { HELLO_BYTES } from '../times.ts'
import type { Conversation } from './conversation.ts'
import { hearEvent, hearHead, hearMark, hearReset, hearSynced, live } from './following.ts'
import type { Lists } from './lists.ts'
import { become, gone as left } from './loading.ts'

/** Which conversations and lists this client holds, and which frame concerns which. */
export type Sync = {
  conversations: Set<Conversation>
  find(id: ConversationId): Conversation | undefined
  /** Positions for `hello`; what does not fit into its 4 KB follows by `sub` and `list` (SYNC 7). */
  hello(): { positions: Record<string, Position>; lists: Record<string, string> }
  /** All of them, for the long-poll. */
  positions(): Record<string, Position>
  live(): void
  frame(frame: ServerFrame): void
  resetAll(why: FrameOf<'reset'>['why']): void
}

/** What the other fields of `hello`, tokens above all, may take of its 4 KB. */
const RESERVED_BYTES = 2_600

export function createSync(lists: Lists, transmit: (frame: OutgoingFrame) => boolean): Sync {
  const conversations = new Set<Conversation>()
  let said = { positions: {} as Record<string, Position>, lists: {} as Record<string, string> }
  const find = (id: ConversationId) => [...conversations].find((one) => one.id.peek() === id)

  function positions(): Record<string, Position> {
    const all: Record<string, Position> = {}
    for (const one of conversations) {
      const id = one.id.peek()
      const position = one.copy.peek()?.position
      if (id && position) all[id] = position
    }
    return all
  }

  function resetAll(why: FrameOf<'reset'>['why']) {
    for (const one of conversations) hearReset(one, why)
    lists.reset()
  }

  /** One reset has one of three scopes. */
  function reset({ conversationId, list, why }: FrameOf<'reset'>) {
    const one = conversationId && find(conversationId)
    if (one) hearReset(one, why)
    else if (list) lists.reset(list)
    else if (!conversationId) resetAll(why)
  }

  function gone(frame: FrameOf<'gone'>) {
    // With a key it left a list of ours; without one it is ours no longer.
    const one = frame.conversationId && !frame.key && find(frame.conversationId)
    if (one) left(one)
    lists.gone(frame)
  }

  function aboutConversation(frame: FrameOf<'ev' | 'synced' | 'mark' | 'eph' | 'moved'>) {
    const one = find(frame.conversationId)
    if (!one) return
    if (frame.t === 'ev') hearEvent(one, frame)
    else if (frame.t === 'synced') hearSynced(one, frame)
    else if (frame.t === 'mark') hearMark(one, frame)
    else if (frame.t === 'eph') one.typing.heard(frame)
    else become(one, frame.to)
  }

  return {
    conversations,
    find,
    positions,
    resetAll,
    hello() {
      said = { positions: {}, lists: {} }
      let room = HELLO_BYTES - RESERVED_BYTES
      const fit = (into: Record<string, unknown>, key: string, value: unknown) => {
        room -= key.length + JSON.stringify(value).length + 4
        if (room > 0) into[key] = value
      }
      for (const [key, at] of Object.entries(lists.positions())) if (at) fit(said.lists, key, at)
      for (const [id, position] of Object.entries(positions())) fit(said.positions, id, position)
      return said
    },
    live() {
      for (const id of Object.keys(said.positions)) {
        if (!find(id as ConversationId)) transmit({ t: 'unsub', conversationId: id })
      }
      for (const one of conversations) live(one, (one.id.peek() ?? '') in said.positions)
      lists.live(new Set(Object.keys(said.lists)))
      said = { positions: {}, lists: {} }
    },
    frame(frame) {
      switch (frame.t) {
        case 'ev':
        case 'synced':
        case 'mark':
        case 'eph':
        case 'moved':
          return aboutConversation(frame)
        case 'reset':
          return reset(frame)
        case 'gone':
          return gone(frame)
        case 'row':
          return lists.row(frame)
        case 'listed':
          return lists.listed(frame)
        case 'hb':
          for (const one of conversations) hearHead(one, frame.heads?.[one.id.peek() ?? 'cnv_'] ?? 0)
      }
    },
  }
}
