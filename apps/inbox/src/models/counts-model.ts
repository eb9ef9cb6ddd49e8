import type { Client } from '@parley/client'
import type { ListView } from '@parley/protocol'
import { createModel, effect, signal } from '@preact/signals'
import { debounced, type Timers } from './debounced.ts'

const PAUSE_MS = 400
/** Where rows never stop changing. */
const MOST_MS = 4000

/** How many conversations stand in each view. Asked again, once, when rows have changed. */
export const CountsModel = createModel((client: Pick<Client, 'call'>, timers: Timers) => {
  const counts = signal<Partial<Record<ListView, number>>>({})

  async function load() {
    const answer = await client.call('countConversations', {}).catch(() => null)
    // Without an answer the old figures stand; the next row, or the line coming back, asks again.
    if (answer) counts.value = answer.counts
  }
  const again = debounced(timers, PAUSE_MS, load, MOST_MS)
  effect(() => again.cancel)
  void load()

  return { counts, refresh: again.call }
})
export type CountsModel = InstanceType<typeof CountsModel>
