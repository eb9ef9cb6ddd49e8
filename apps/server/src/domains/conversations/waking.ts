import type { Leases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import { type Decide, hashOf, refuse } from './command.ts'
import type { DueSnooze } from './conversation-store.ts'
import type { Log } from './log.ts'

type Deps = { log: Log; leases: Leases; clock: Clock; leaseMs: number }

/** Conversations woken in one round; the others are due in the next. */
const ROUND = 100
const BODY = { until: null }
const ACTOR = { type: 'system', id: 'system' } as const

/**
 * Wakes what was snoozed until now, by the store's clock. The lease saves work; that each wakes once is the log's doing:
 * whoever is late, or works on beyond his lease, finds it awake, or snoozed anew until another time.
 */
export function createWaking({ log, leases, clock, leaseMs }: Deps) {
  return {
    async wake(): Promise<number> {
      if (!(await leases.take('waking', leaseMs))) return 0
      let woken = 0
      for (const due of await log.conversations.listDue(clock.now(), ROUND)) if (await isWoken(due)) woken++
      return woken
    },
  }

  async function isWoken({ workspaceId, _id: conversationId, snoozedUntil }: DueSnooze): Promise<boolean> {
    const decide: Decide = (state) =>
      state.status === 'snoozed' && state.snoozedUntil === snoozedUntil
        ? { kind: 'conv.snooze', body: BODY }
        : refuse('unchanged', 'Somebody woke it, or snoozed it anew.')
    const command = { cmid: newCmid(clock.now()), h: hashOf('conv.snooze', BODY), actor: ACTOR }
    return (await log.append({ workspaceId, conversationId, command, decide })).ok
  }
}
