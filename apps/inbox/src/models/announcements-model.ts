import type { Client } from '@parley/client'
import type { Announcement, AnnouncementId } from '@parley/protocol'
import { computed, createModel, effect, signal } from '@preact/signals'
import { debounced, type Timers } from './debounced.ts'

type Deps = { client: Pick<Client, 'call' | 'connection' | 'onNotices'>; env: Timers & { now(): number } }
type Written = Pick<Announcement, 'scope' | 'text' | 'expiresAt'>

/** The server says that there is something new; beside that it is asked for when the line comes, and now and then. */
const PAUSE_MS = 10 * 60_000
const SOON_MS = 200

/** What was announced to the agent; each is shown until he has read it, or until it is over. */
export const AnnouncementsModel = createModel(({ client, env }: Deps) => {
  const all = signal<readonly Announcement[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const again = debounced(env, PAUSE_MS, () => void load())

  async function load(): Promise<void> {
    again.call()
    try {
      all.value = (await client.call('listAnnouncements', {})).announcements
      state.value = 'ready'
    } catch {
      // What is there stays; with nothing there the page says so, and the next minute asks again.
      if (state.peek() === 'loading') state.value = 'failed'
    }
  }
  effect(() => {
    if (client.connection.value.phase === 'online') void load()
  })
  const soon = debounced(env, SOON_MS, () => void load())
  effect(() => client.onNotices(soon.call))
  effect(() => () => {
    again.cancel()
    soon.cancel()
  })

  const change = (id: AnnouncementId, to: Partial<Announcement>) => {
    all.value = all.peek().map((one) => (one.id === id ? { ...one, ...to } : one))
  }

  return {
    all,
    state,
    load,
    /** The oldest that was not read and is not over. */
    shown: computed(() => all.value.findLast((one) => !one.isRead && Date.parse(one.expiresAt) > env.now()) ?? null),
    /** Gone at once; where the server did not hear of it, the next look brings it back. */
    dismiss(id: AnnouncementId) {
      change(id, { isRead: true })
      void client.call('readAnnouncement', { params: { id } }).catch(() => undefined)
    },
    /** Throws what the server refuses. */
    async post(body: Written): Promise<void> {
      const made = await client.call('createAnnouncement', { body })
      all.value = [made, ...all.peek()]
    },
    async end(id: AnnouncementId): Promise<void> {
      await client.call('endAnnouncement', { params: { id } })
      change(id, { expiresAt: new Date(env.now()).toISOString() })
    },
  }
})
export type AnnouncementsModel = InstanceType<typeof AnnouncementsModel>
