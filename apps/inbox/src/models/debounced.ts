import type { Environment } from '@parley/client'

export type Timers = Pick<Environment, 'setTimeout' | 'clearTimeout'>

/** Runs `task` `ms` after the first call since it ran last: also where the calls never end. */
export function throttled(timers: Timers, ms: number, task: () => unknown) {
  let timer: unknown = null
  return {
    call() {
      timer ??= timers.setTimeout(() => {
        timer = null
        void task()
      }, ms)
    },
    cancel() {
      timers.clearTimeout(timer)
      timer = null
    },
  }
}

/** Runs `task` once, `ms` after the last call. */
export function debounced(timers: Timers, ms: number, task: () => unknown) {
  let timer: unknown = null
  const cancel = () => {
    timers.clearTimeout(timer)
    timer = null
  }
  return {
    call() {
      cancel()
      timer = timers.setTimeout(() => {
        timer = null
        void task()
      }, ms)
    },
    cancel,
  }
}
