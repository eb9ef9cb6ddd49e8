import type { Cmid } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import type { CommandResult } from './api.ts'
import type { Environment } from './environment.ts'
import { added, removed, retried } from './outbox/entries.ts'
import type { Sender } from './outbox/sender.ts'
import type { Commands } from './sync/handle.ts'
import { ACK_MS } from './times.ts'

/** People who wait for the outcome of a command. */
export type Waiters = Map<Cmid, (result: CommandResult) => void>

/** A new client-made id: 128 bits that sort by time. A clock before 1970 counts as none. */
export function newKey(env: Environment): string {
  return timeOrdered(Math.max(0, env.now()), env.randomBytes(KEY_RANDOM_BYTES))
}

/** Commands as handles give them: into the outbox at once. */
export function createCommands({ env, outbox, tab, transmitted }: Sender, waiters: Waiters): Commands {
  return {
    send({ id, createKey }, kind, body) {
      // Made when the person presses Enter, and the same in every transmission (SYNC-4).
      const cmid = newKey(env) as Cmid
      const conversationId = id.peek()
      const entry = { cmid, tab, kind, body, at: env.now(), conversationId, key: conversationId ? null : createKey }
      void outbox.change(added(entry))
      return cmid
    },
    outcome: (cmid) =>
      new Promise((resolve) => {
        const settle = (result: CommandResult) => {
          env.clearTimeout(timer)
          waiters.delete(cmid)
          resolve(result)
        }
        const timer = env.setTimeout(() => settle({ phase: 'pending' }), ACK_MS)
        waiters.set(cmid, settle)
      }),
    retry: (cmid) => void outbox.change(retried(cmid, tab)),
    remove: (cmid) => void outbox.change(removed(cmid, tab, transmitted.has(cmid))),
  }
}
