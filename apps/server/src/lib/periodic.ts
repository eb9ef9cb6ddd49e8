import { randomInt } from 'node:crypto'
import type { Logger } from './logger.ts'

/** Share of a period by which it varies, so that instances do not ask the store in step. */
const SPREAD = 0.2

/** Runs `work` every `everyMs` ± 20 %, never twice at once; the result stops it. Failures are logged and tried again. */
export function every(everyMs: () => number, work: () => Promise<void>, log: Logger): () => void {
  let timer: NodeJS.Timeout
  let isStopped = false
  const schedule = () => {
    const spread = Math.max(1, Math.round(everyMs() * SPREAD))
    timer = setTimeout(run, everyMs() - spread + randomInt(2 * spread))
    timer.unref()
  }
  const run = async () => {
    try {
      await work()
    } catch (error) {
      log.warn({ err: error }, 'periodic check failed')
    }
    if (!isStopped) schedule()
  }
  schedule()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
