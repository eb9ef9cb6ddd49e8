import type { Client, Environment } from '@parley/client'
import type { ContactId, Erasure, PersonCounts } from '@parley/protocol'
import { createModel, effect, signal } from '@preact/signals'

type Deps = {
  client: Pick<Client, 'call'>
  clock: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  id: ContactId
}
/** What the agent sees of it: what would go, how far it is, and the proof at the end. */
export type ErasureState =
  | { is: 'counting' }
  | { is: 'failed' }
  | { is: 'asking'; counts: PersonCounts; hasFailed: boolean; isBusy: boolean }
  | { is: 'running' | 'done'; erasure: Erasure; isOutOfSight: boolean }

const ASKED_EVERY_MS = 1_000

/** The erasure of one person, from the question to the proof. */
export const ErasureModel = createModel(({ client, clock, id }: Deps) => {
  const state = signal<ErasureState>({ is: 'counting' })
  let timer: unknown = null
  let isGone = false

  async function count(): Promise<void> {
    state.value = { is: 'counting' }
    const counts = await client.call('countPerson', { query: { contactId: id } }).catch(() => null)
    state.value = counts ? { is: 'asking', counts, hasFailed: false, isBusy: false } : { is: 'failed' }
  }

  /** Until it is done; an answer that does not come is asked for again. */
  async function follow(before: Erasure): Promise<void> {
    const erasure = await client.call('getErasure', { params: { id: before.id } }).catch(() => null)
    show(erasure ?? before, erasure === null)
  }

  function show(erasure: Erasure, isOutOfSight = false): void {
    if (isGone) return
    state.value = { is: erasure.state, erasure, isOutOfSight }
    if (erasure.state === 'running') timer = clock.setTimeout(() => void follow(erasure), ASKED_EVERY_MS)
  }

  async function begin(): Promise<void> {
    const now = state.peek()
    if (now.is !== 'asking' || now.isBusy) return
    state.value = { ...now, isBusy: true, hasFailed: false }
    try {
      show(await client.call('createErasure', { body: { contactId: id } }))
    } catch {
      state.value = { ...now, isBusy: false, hasFailed: true }
    }
  }

  void count()
  effect(() => () => {
    isGone = true
    clock.clearTimeout(timer)
  })

  return { state, count: () => void count(), begin: () => void begin() }
})
export type ErasureModel = InstanceType<typeof ErasureModel>

/** Who was erased so far. */
export const ErasuresModel = createModel(({ client }: { client: Pick<Client, 'call'> }) => {
  const erasures = signal<readonly Erasure[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  async function load(): Promise<void> {
    state.value = 'loading'
    const answer = await client.call('listErasures', {}).catch(() => null)
    if (answer) erasures.value = answer.erasures
    state.value = answer ? 'ready' : 'failed'
  }
  void load()
  return { erasures, state, load: () => void load() }
})
export type ErasuresModel = InstanceType<typeof ErasuresModel>
