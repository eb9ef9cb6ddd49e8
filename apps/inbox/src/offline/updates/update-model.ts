import type { Environment } from '@parley/client'
import { createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { WorkerDoor, WorkerNews } from './worker-door.ts'

type Deps = {
  worker: WorkerDoor
  timers: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  /** Raised each time a part of the app did not come. */
  missing: ReadonlySignal<number>
  /** Whether the server has another build than this page; false where it does not answer. */
  isOutdated(): Promise<boolean>
  onAttention(listener: () => void): () => void
  reload(): void
}

/** Between two questions after another build, milliseconds. */
const LOOK_MS = 15 * 60_000
/** So long a build that was taken may need to take over. */
const TAKE_MS = 5000

/**
 * Another build of the inbox is told, and taken when its person says so: what he writes stays in the browser all the while,
 * but nobody likes a page that goes away under his hands.
 */
export const UpdateModel = createModel((deps: Deps) => {
  const { worker, timers, missing, isOutdated, onAttention, reload } = deps
  const phase = signal<'none' | 'ready' | 'taking'>('none')
  let timer: unknown = null
  let taking: unknown = null
  /** Whatever is loaded now is the new build. */
  let isHere = false

  function hear(news: WorkerNews) {
    if (news === 'took_over') isHere = true
    if (phase.peek() !== 'taking') phase.value = 'ready'
    else if (news === 'waits') worker.takeOver()
    else again()
  }
  /** Where something is unsaved the browser asks first: whoever stays has the choice again, and is asked once. */
  function again() {
    timers.clearTimeout(taking)
    phase.value = 'ready'
    reload()
  }
  function look() {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(look, LOOK_MS)
    worker.look()
  }
  worker.start(hear)
  timer = timers.setTimeout(look, LOOK_MS)

  effect(() => {
    if (missing.value === 0) return
    void isOutdated().then((is) => {
      if (is && phase.peek() === 'none') phase.value = 'ready'
    })
  })
  effect(() => onAttention(look))
  effect(() => () => {
    timers.clearTimeout(timer)
    timers.clearTimeout(taking)
  })

  return {
    phase,
    /** Told again with the next news. */
    later() {
      phase.value = 'none'
    },
    /** The page is loaded again from the new build; from the server where no worker has it. */
    take() {
      if (isHere) return again()
      phase.value = 'taking'
      if (!worker.takeOver()) worker.look()
      taking = timers.setTimeout(again, TAKE_MS)
    },
  }
})
export type UpdateModel = InstanceType<typeof UpdateModel>
