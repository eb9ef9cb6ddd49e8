import type { Cmid } from '@parley/protocol'
import type { CommandResult } from '../api.ts'
import type { Environment } from '../environment.ts'
import { ACK_MS } from '../times.ts'

/** People who wait for the outcome of a command; visitors see theirs in the thread, and do without this code. */
export function createOutcomes(env: Environment) {
  const waiting = new Map<Cmid, (result: CommandResult) => void>()
  return {
    settle: (cmid: Cmid, result: CommandResult) => waiting.get(cmid)?.(result),
    /** `pending` when nothing was heard of it for 10 s. */
    of: (cmid: Cmid): Promise<CommandResult> =>
      new Promise((resolve) => {
        const settle = (result: CommandResult) => {
          env.clearTimeout(timer)
          waiting.delete(cmid)
          resolve(result)
        }
        const timer = env.setTimeout(() => settle({ phase: 'pending' }), ACK_MS)
        waiting.set(cmid, settle)
      }),
    stop() {
      for (const settle of waiting.values()) settle({ phase: 'pending' })
    },
  }
}
