import type { Client, Environment } from '@parley/client'
import type { Overview, Timestamp } from '@parley/protocol'
import { batch, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'isVisible' | 'on'>
  /** Another value with whatever the client hears of conversations. */
  heard: ReadonlySignal<unknown>
}
/** What the server said, and of which day it was asked. */
export type Looked = Overview & { since: Timestamp; at: Timestamp }

/** Between two questions at the least, and at the most: who comes and goes tells nobody by himself. */
const LEAST_MS = 15_000
const MOST_MS = 60_000

/** The numbers of the start page, while it is in sight. */
export const OverviewModel = createModel(({ client, env, heard }: Deps) => {
  const looked = signal<Looked | null>(null)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  /** What is on screen is of a while ago: the last question had no answer. */
  const isStale = signal(false)
  const isVisible = signal(env.isVisible())
  let askedAt = Number.NEGATIVE_INFINITY
  let turn = 0
  let timer: unknown = null

  function plan(ms: number): void {
    env.clearTimeout(timer)
    timer = env.setTimeout(() => void ask(), ms)
  }

  async function ask(): Promise<void> {
    const mine = ++turn
    askedAt = env.now()
    plan(MOST_MS)
    const at = new Date(askedAt).toISOString()
    const since = new Date(new Date(askedAt).setHours(0, 0, 0, 0)).toISOString()
    const answer = await client.call('getOverview', { query: { since } }).catch(() => null)
    if (mine !== turn) return
    batch(() => {
      isStale.value = !answer
      if (answer) looked.value = { ...answer, since, at }
      if (answer || state.peek() === 'loading') state.value = answer ? 'ready' : 'failed'
    })
  }

  /** As soon as may be. */
  function soon(): void {
    const left = askedAt + LEAST_MS - env.now()
    if (left > 0) plan(left)
    else void ask()
  }

  effect(() =>
    env.on('visibilitychange', () => {
      isVisible.value = env.isVisible()
    }),
  )
  effect(() => {
    heard.value
    if (isVisible.value) untracked(soon)
    else env.clearTimeout(timer)
  })
  effect(() => () => {
    turn++
    env.clearTimeout(timer)
  })

  return {
    ...{ looked, state, isStale },
    retry() {
      state.value = 'loading'
      void ask()
    },
  }
})
export type OverviewModel = InstanceType<typeof OverviewModel>
