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
  /** Put away here: an answer that was under way then, or that the server gave before it heard, does not bring it back. */
  const dismissed = new Set<AnnouncementId>()
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    again.call()
    try {
      const { announcements } = await client.call('listAnnouncements', {})
      if (mine !== turn) return
      all.value = announcements.map((one) => (dismissed.has(one.id) ? { ...one, isRead: true } : one))
      state.value = 'ready'
    } catch {
      // What is there stays; with nothing there the page says so, and the next minute asks again.
      if (mine === turn && state.peek() === 'loading') state.value = 'failed'
    }
  }
  effect(() => {
    if (client.connection.value.phase === 'online') void load()
  })
  const soon = debounced(env, SOON_MS, () => void load())
  effect(() => client.onNotices(soon.call))
  effect(() => () => {
    turn++
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
      dismissed.add(id)
      void client.call('readAnnouncement', { params: { id } }).catch(() => dismissed.delete(id))
    },
    /** Throws what the server refuses. */
    async post(body: Written): Promise<void> {
      const made = await client.call('createAnnouncement', { body })
      // The server's word of it may have come first.
      all.value = [made, ...all.peek().filter(({ id }) => id !== made.id)]
    },
    async end(id: AnnouncementId): Promise<void> {
      await client.call('endAnnouncement', { params: { id } })
      change(id, { expiresAt: new Date(env.now()).toISOString() })
    },
  }
})
export type AnnouncementsModel = InstanceType<typeof AnnouncementsModel>
