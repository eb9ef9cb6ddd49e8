import type { ConnectionView, Environment } from '@parley/client'
import { createModel, effect, type ReadonlySignal, signal } from '@preact/signals'

/** `slow`: no line for 2 s; `long`: for 30 s, or from the start; `back`: it stands again, shown for 3 s; `stopped`: it will not come back. */
export type Banner = 'none' | 'slow' | 'long' | 'back' | 'stopped'

const SLOW_MS = 2000
const LONG_MS = 30_000
const BACK_MS = 3000

type Clock = Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout'>

/** What the line under the header says of the connection; a short break says nothing. */
export const BannerModel = createModel((connection: ReadonlySignal<ConnectionView>, clock: Clock) => {
  const banner = signal<Banner>('none')
  let timers: unknown[] = []
  let downSince: number | null = null
  /** Since the page began; without it whatever is on screen is a copy from before. */
  let wasUp = false

  function clear() {
    for (const timer of timers) clock.clearTimeout(timer)
    timers = []
  }
  function later(atMs: number, next: Banner) {
    const show = () => {
      banner.value = next
    }
    timers.push(clock.setTimeout(show, Math.max(0, atMs - clock.now())))
  }

  function up() {
    clear()
    downSince = null
    wasUp = true
    if (banner.peek() === 'none' || banner.peek() === 'back') return
    banner.value = 'back'
    later(clock.now() + BACK_MS, 'none')
  }

  function down(since: number) {
    if (downSince !== null) return
    clear()
    if (banner.peek() === 'back') banner.value = 'none'
    downSince = since
    later(since + SLOW_MS, 'slow')
    later(since + LONG_MS, 'long')
  }

  /** There is no server to be found: that is said sooner than what may be a short break. */
  function neverUp(since: number) {
    if (banner.peek() === 'long') return
    down(since)
    later(since + SLOW_MS, 'long')
  }

  effect(() => {
    const view = connection.value
    if (view.phase === 'online') up()
    else if (view.phase === 'stopped') {
      clear()
      banner.value = 'stopped'
    } else if (view.phase === 'waiting' && !wasUp) neverUp(view.downSince)
    else if (view.phase !== 'idle') down(view.downSince ?? clock.now())
  })
  effect(() => clear)

  return { banner }
})
export type BannerModel = InstanceType<typeof BannerModel>
