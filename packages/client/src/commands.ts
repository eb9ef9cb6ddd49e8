import type { Cmid } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import type { CommandResult } from './api.ts'
import type { Environment } from './environment.ts'
import { retried } from './outbox/entries.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Sender } from './outbox/sender.ts'
import type { Commands } from './sync/handle.ts'
import { ACK_MS } from './times.ts'

type Waiter = { timer: unknown; resolve(result: CommandResult): void }

/** Commands as handles give them: into the outbox at once, and whoever waits is told how they ended. */
export function createCommands(env: Environment, tab: string, outbox: Outbox, sender: Sender) {
  const waiters = new Map<Cmid, Waiter>()
  const settle = (cmid: Cmid, result: CommandResult) => {
    const waiter = waiters.get(cmid)
    waiters.delete(cmid)
    env.clearTimeout(waiter?.timer)
    waiter?.resolve(result)
  }

  const commands: Commands = {
    send({ id, createKey }, kind, body) {
      const at = env.now()
      // Made when the person presses Enter, and the same in every transmission (SYNC-4).
      const cmid = timeOrdered(Math.max(0, at), env.randomBytes(KEY_RANDOM_BYTES)) as Cmid
      const conversationId = id.peek()
      const key = conversationId ? null : createKey
      sender.add({
        ...{ cmid, tab, kind, body, at, conversationId, key },
        ...{ tried: false, again: false, cancel: false, phase: 'pending', code: null, n: null, ts: null, ackedAt: 0 },
      })
      return cmid
    },
    outcome: (cmid) =>
      new Promise((resolve) => {
        const timer = env.setTimeout(() => settle(cmid, { phase: 'pending' }), ACK_MS)
        waiters.set(cmid, { timer, resolve })
      }),
    retry: (cmid) => void outbox.change(retried(cmid, tab)),
    remove: sender.remove,
  }
  return {
    commands,
    settle,
    stop() {
      for (const cmid of [...waiters.keys()]) settle(cmid, { phase: 'pending' })
    },
  }
}
