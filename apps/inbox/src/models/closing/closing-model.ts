import type { Client, Environment } from '@parley/client'
import type { CloseReasonId, CloseReasons, EndpointTypes } from '@parley/protocol'
import { computed, createModel, signal } from '@preact/signals'

type Deps = { client: Pick<Client, 'call'>; env: Pick<Environment, 'now'> }
/** Closes what is to be closed, whichever way, for a reason or for none. */
export type Close = (reasonId?: CloseReasonId) => void

/** Administrators may change the reasons while somebody works: what is known is not asked for again sooner. */
const FRESH_MS = 60_000

/** Why conversations are closed, and the question to whoever closes one. */
export const ClosingModel = createModel(({ client, env }: Deps) => {
  const known = signal<CloseReasons | null>(null)
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  const asked = signal<{ close: Close } | null>(null)
  let loading: Promise<CloseReasons | null> | null = null
  let at = Number.NEGATIVE_INFINITY

  async function fetchThem(): Promise<CloseReasons | null> {
    state.value = 'loading'
    const answer = await client.call('getCloseReasons', {}).catch(() => null)
    if (answer) known.value = answer
    if (answer) at = env.now()
    state.value = answer ? 'ready' : 'failed'
    loading = null
    return known.peek()
  }
  function load(): Promise<CloseReasons | null> {
    loading ??= fetchThem()
    return loading
  }
  const isFresh = () => env.now() - at < FRESH_MS

  return {
    ...{ known, state, load, asked },
    reasons: computed(() => known.value?.reasons ?? []),
    nameOf: (id: string): string | null => known.value?.reasons.find((one) => one.id === id)?.name ?? null,
    need() {
      if (!isFresh()) void load()
    },
    /** Asks why, where the workspace wants that. Where it is not known, the server judges. */
    async ask(close: Close): Promise<void> {
      const now = known.peek() ?? (await load())
      if (!isFresh()) void load()
      if (!now || now.ask === 'never' || now.reasons.length === 0) close()
      else asked.value = { close }
    },
    /** Null closes it without one. */
    choose(id: CloseReasonId | null) {
      const was = asked.peek()
      asked.value = null
      was?.close(id ?? undefined)
    },
    /** Nothing is closed. */
    cancel() {
      asked.value = null
    },
    /** Throws ClientError; `changed_since` when somebody else changed them since they were read. */
    async save(body: EndpointTypes['setCloseReasons']['body']): Promise<void> {
      known.value = await client.call('setCloseReasons', { body })
      at = env.now()
    },
  }
})
export type ClosingModel = InstanceType<typeof ClosingModel>
