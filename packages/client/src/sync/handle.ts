import type { Cmid, CommandKind } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import type { SendBody, VisitorHandle } from '../api.ts'
import type { Environment } from '../environment.ts'
import { removed, retried } from '../outbox/entries.ts'
import { type Conversation, typingOf } from './conversation.ts'
import { read } from './following.ts'
import { become, loadEarlier } from './loading.ts'

/** A new client-made id: 128 bits that sort by time. A clock before 1970 counts as none. */
export function newKey({ now, randomBytes }: Environment): string {
  return timeOrdered(Math.max(0, now()), randomBytes(KEY_RANDOM_BYTES))
}

export function createHandle(one: Conversation, release: () => void): VisitorHandle {
  const { id, createKey, state, fold, timeline, hasEarlier, marks, myRead, typists, queue } = one
  const { env, outbox, tab, transmitted } = one.around.sender
  const send = <K extends CommandKind>(kind: K, body: SendBody<K>) => {
    // Made when the person presses Enter, and the same in every transmission (SYNC-4).
    const cmid = newKey(env) as Cmid
    const conversationId = id.peek()
    void outbox.add({ cmid, tab, kind, body, at: env.now(), conversationId, key: conversationId ? null : createKey })
    return cmid
  }
  return {
    ...{ id, createKey, state, fold, timeline, hasEarlier, marks, myRead, queue, send, release },
    typing: typists,
    loadEarlier: () => loadEarlier(one),
    retry: (cmid) => void outbox.change(retried(cmid, tab)),
    remove: (cmid) => void outbox.change(removed(cmid, tab, transmitted.has(cmid))),
    read: (n) => read(one, n),
    meet: (met) => become(one, met),
    setTyping: (on, options) => typingOf(one)?.set(on, options?.note),
    preview: (d) => void one.transmit({ t: 'eph', k: 'draft', d }),
  }
}
