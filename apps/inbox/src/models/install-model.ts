import type { Client } from '@parley/client'
import type { EndpointTypes, Site } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

type Timers = { setTimeout(work: () => void, ms: number): unknown; clearTimeout(timer: never): void }
export type Seen = EndpointTypes['listSightings']['response']['sightings'][number]

/** How often the page that waits for a first visit asks, milliseconds. */
const ASK_MS = 4_000

/** Which pages carried the site's tag; asked again and again while somebody looks. */
export const InstallModel = createModel((client: Pick<Client, 'call'>, timers: Timers, id: Site['id']) => {
  const seen = signal<readonly Seen[] | null>(null)
  const hasFailed = signal(false)
  let timer: unknown = null
  let isWatching = false

  async function look(): Promise<void> {
    try {
      seen.value = (await client.call('listSightings', { params: { id } })).sightings
      hasFailed.value = false
    } catch {
      hasFailed.value = true // told on the page, which goes on asking
    }
    if (isWatching) timer = timers.setTimeout(() => void look(), ASK_MS)
  }

  return {
    seen,
    hasFailed,
    /** Looks now and every few seconds; returns what ends it. */
    watch(): () => void {
      isWatching = true
      void look()
      return () => {
        isWatching = false
        timers.clearTimeout(timer as never) // made by the same timers
      }
    },
  }
})
export type InstallModel = InstanceType<typeof InstallModel>
