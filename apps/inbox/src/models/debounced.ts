import type { Environment } from '@parley/client'
import { batch } from '@preact/signals'

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

/** Runs `task` once, `ms` after the last call; where the calls never end, `most` after the first of them. */
export function debounced(timers: Timers, ms: number, task: () => unknown, most = Number.POSITIVE_INFINITY) {
  let timer: unknown = null
  let last: unknown = null
  const cancel = () => {
    timers.clearTimeout(timer)
    timers.clearTimeout(last)
    timer = null
    last = null
  }
  const run = () => {
    cancel()
    void task()
  }
  return {
    call() {
      timers.clearTimeout(timer)
      timer = timers.setTimeout(run, ms)
      if (Number.isFinite(most)) last ??= timers.setTimeout(run, most)
    },
    cancel,
  }
}

/** The first task runs at once; those that come within `ms` of the one before run together, in their order. */
export function paced(timers: Timers, ms: number) {
  let timer: unknown = null
  let waiting: (() => void)[] = []
  function rest() {
    timer = timers.setTimeout(() => {
      timer = null
      if (waiting.length === 0) return
      rest()
      const due = waiting.splice(0)
      batch(() => {
        for (const task of due) task()
      })
    }, ms)
  }
  return {
    call(task: () => void) {
      if (timer !== null) return void waiting.push(task)
      rest()
      task()
    },
    cancel() {
      timers.clearTimeout(timer)
      timer = null
      waiting = []
    },
  }
}
