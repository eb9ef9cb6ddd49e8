import { createModel, effect, signal } from '@preact/signals'
import type { Timers } from './debounced.ts'

export type Toast = {
  text: string
  tone: 'plain' | 'problem'
  /** Takes back what was done; runs at most once. */
  undo?: () => void
  /** A way out of a problem: its label and what it does. */
  action?: { label: string; run(): void }
}

const SHOWN_MS = 6000

/** One toast at a time, six seconds, longer while somebody points at it or has it focused. */
export const ToastsModel = createModel((timers: Timers) => {
  const toast = signal<Toast | null>(null)
  let timer: unknown = null

  function hide() {
    timers.clearTimeout(timer)
    toast.value = null
  }
  function arm() {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(hide, SHOWN_MS)
  }
  effect(() => () => timers.clearTimeout(timer))

  return {
    toast,
    show(next: Toast) {
      toast.value = next
      arm()
    },
    hold: () => timers.clearTimeout(timer),
    letGo() {
      if (toast.peek()) arm()
    },
    hide,
    /** What the key Z and the button do. */
    undo() {
      const undo = toast.peek()?.undo
      if (!undo) return
      hide()
      undo()
    },
    act() {
      const action = toast.peek()?.action
      hide()
      action?.run()
    },
  }
})
export type ToastsModel = InstanceType<typeof ToastsModel>
