import { type Client, ClientError, type Environment } from '@parley/client'
import type { Cmid, ErrorCode } from '@parley/protocol'
import { isRetryable, KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import type { Signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { type BulkAction, type BulkStep, stepFor, undoing } from './bulk-steps.ts'
import type { ListRow } from './list-rows.ts'
import type { ToastsModel } from './toasts-model.ts'

type BulkEnvironment = Pick<Environment, 'now' | 'randomBytes' | 'setTimeout' | 'clearTimeout' | 'storage' | 'lock'>
export type BulkDeps = {
  client: Pick<Client, 'call'>
  env: BulkEnvironment
  /** Where the plan is kept. */
  key: string
  /** The plan as it stands, and whether somebody works at it here. */
  steps: Signal<readonly BulkStep[]>
  isRunning: Signal<boolean>
  toasts: Pick<ToastsModel, 'show'>
}

const PAUSE_MS = 2_000

/**
 * Works at a plan, command by command. The plan is kept in the browser: a reload or a lost line goes on where it ended, and
 * what was sent before is sent under the same id, hence stored once (SYNC-4).
 */
export function createBulkRun({ client, env, key, steps, isRunning, toasts }: BulkDeps) {
  steps.value = keptPlan(env, key)
  const state = { isStopped: false, isGone: false, timer: null as unknown, wake: () => undefined as unknown }

  function keep(next: readonly BulkStep[]) {
    steps.value = next
    try {
      if (next.length > 0) env.storage()?.setItem(key, JSON.stringify(next))
      else env.storage()?.removeItem(key)
    } catch {
      return // the plan then lives as long as the page
    }
  }

  /** A while; whoever stops everything ends it. */
  const pause = () =>
    new Promise<void>((go) => {
      state.wake = () => go()
      state.timer = env.setTimeout(go, PAUSE_MS)
    })

  async function work() {
    for (let step = nextOf(steps.peek()); step && !state.isStopped; step = nextOf(steps.peek())) {
      const { cmid } = step
      const outcome = await send(client, step)
      if (state.isGone) return
      if (outcome) keep(steps.peek().map((one) => (one.cmid === cmid ? { ...one, ...outcome } : one)))
      else if (!state.isStopped) await pause()
    }
  }

  /** One tab works at a plan: another that had it open reads what became of it. */
  async function run() {
    state.isStopped = false
    isRunning.value = true
    await env.lock(key, async () => {
      const kept = keptPlan(env, key)
      if (kept.length > 0) steps.value = kept
      await work()
    })
    if (state.isGone) return
    isRunning.value = false
    if (state.isStopped) keep(steps.peek().filter((step) => step.state !== 'todo'))
    finish()
  }

  function finish() {
    const done = steps.peek()
    // What failed stays on screen until it is tried again or put away.
    if (done.some((step) => step.state === 'failed')) return
    const back = undoing(done, () => newCmid(env))
    keep([])
    const undo = back.length > 0 ? { undo: () => begin(back) } : {}
    if (done.length > 0) toasts.show({ text: t('bulk.done', { count: done.length }), tone: 'plain', ...undo })
  }

  function begin(plan: readonly BulkStep[]) {
    keep(plan)
    void run()
  }

  function stop() {
    state.isStopped = true
    env.clearTimeout(state.timer)
    state.wake()
  }

  return {
    stop,
    start(action: BulkAction, rows: readonly ListRow[]) {
      const plan = planOf(action, rows, env)
      if (plan.length > 0) begin(plan)
      else toasts.show({ text: t('bulk.nothing'), tone: 'plain' })
    },
    retry() {
      begin(steps.peek().map(({ code: _, ...step }) => (step.state === 'failed' ? { ...step, state: 'todo' } : step)))
    },
    /** Puts the failures away. */
    dismiss() {
      keep(steps.peek().filter((step) => step.state === 'done'))
      finish()
    },
    resume() {
      if (nextOf(steps.peek())) void run()
    },
    end() {
      state.isGone = true
      stop()
    },
  }
}

function planOf(action: BulkAction, rows: readonly ListRow[], env: BulkEnvironment): BulkStep[] {
  return rows.flatMap((row): BulkStep[] => {
    const both = stepFor(action, row)
    const name = row.visitor?.name ?? row.visitor?.email ?? t('who.visitor')
    return both ? [{ ...both, id: row.id, name, cmid: newCmid(env), state: 'todo' }] : []
  })
}

/** An id as every command has one. */
const newCmid = ({ now, randomBytes }: BulkEnvironment): Cmid =>
  timeOrdered(now(), randomBytes(KEY_RANDOM_BYTES)) as Cmid // by its form

const nextOf = (steps: readonly BulkStep[]) => steps.find(({ state }) => state === 'todo')

function keptPlan(env: BulkEnvironment, key: string): readonly BulkStep[] {
  try {
    return JSON.parse(env.storage()?.getItem(key) ?? '[]') as BulkStep[] // written by `keep`
  } catch {
    return [] // storage that is blocked or holds nonsense
  }
}

/** What came of a step's command; null when it is to be tried again, with the same id. */
async function send(client: BulkDeps['client'], step: BulkStep): Promise<Partial<BulkStep> | null> {
  const { id, cmid, command } = step
  try {
    await client.call('appendEvent', { body: { t: 'send', cmid, conversationId: id, ...command } })
    return { state: 'done' }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    const { code, status } = error
    // Somebody else did it: that is not taken back with what was done here.
    if (code === 'unchanged') return { state: 'done', back: null }
    if (code === 'network' || status === 0 || status >= 500 || isRetryable(code as ErrorCode)) return null
    return { state: 'failed', code: code as ErrorCode } // whatever else the server answers is a code of its list
  }
}
export type BulkRun = ReturnType<typeof createBulkRun>
