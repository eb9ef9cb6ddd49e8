import type { Client, ListHandle } from '@parley/client'
import type { AgentId, ConversationId, ConversationRow } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import { computed, createModel, effect, signal, untracked } from '@preact/signals'
import { debounced, type Timers } from '../debounced.ts'
import type { ListRow } from '../list-rows.ts'

type Deps = {
  client: Pick<Client, 'call' | 'list' | 'connection'>
  env: Timers & { now(): number; randomBytes(count: number): Uint8Array }
  me: AgentId
}

const RECHECK_MS = 500
/** After a list that could not be read. */
const LATER_MS = 10_000

/** The chats with colleagues that the agent takes part in: a page, kept true by live rows. */
export const TeamModel = createModel(({ client, env, me }: Deps) => {
  const byId = signal<ReadonlyMap<ConversationId, ListRow>>(new Map())
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  /** How much of each was read: its number of messages when it was. */
  const read = new Map<ConversationId, number>()
  let live: ListHandle | null = null
  let turn = 0
  const again = debounced(env, RECHECK_MS, () => void load())
  const later = debounced(env, LATER_MS, () => void load())

  const withUnread = (row: ConversationRow): ListRow => {
    const isMine = row.last?.actor.id === me
    if (isMine) read.set(row.id, row.counts.notes)
    return { ...row, unread: Math.max(0, row.counts.notes - (read.get(row.id) ?? 0)) }
  }

  function put(rows: readonly ConversationRow[]): void {
    const next = new Map(byId.peek())
    for (const row of rows) {
      const had = next.get(row.id)
      if (!had || had.ord <= row.ord) next.set(row.id, withUnread(row))
    }
    byId.value = next
    // How much of one that came by itself was read elsewhere, the page tells.
    if (rows.some(({ id }) => !read.has(id))) again.call()
  }

  async function load(): Promise<void> {
    const mine = ++turn
    const page = await client.call('listTeamChats', {}).catch(() => null)
    if (mine !== turn) return
    if (!page) {
      if (state.peek() === 'loading') state.value = 'failed'
      // What is known stands until then: after a reset no row comes by itself.
      return later.call()
    }
    later.cancel()
    for (const { id, counts, unread } of page.rows) read.set(id, counts.notes - unread)
    byId.value = new Map(page.rows.map((row) => [row.id, withUnread(row)]))
    state.value = 'ready'
    const before = live
    live = client.list([page.key], page.at)
    live.onRows(put)
    live.onGone((gone) => {
      const left = new Map(gone.map(({ conversationId, ord }) => [conversationId, ord]))
      byId.value = new Map([...byId.peek()].filter(([id, { ord }]) => ord > (left.get(id) ?? -1)))
    })
    live.onReset(() => void load())
    before?.release()
  }

  effect(() => {
    if (client.connection.value.phase === 'online' && state.peek() !== 'ready') untracked(() => void load())
  })
  effect(() => () => {
    turn++
    again.cancel()
    later.cancel()
    live?.release()
  })

  function setUnread(id: ConversationId, unread: number): void {
    const row = byId.peek().get(id)
    if (!row) return
    read.set(id, row.counts.notes - unread)
    byId.value = new Map(byId.peek()).set(id, { ...row, unread })
  }

  const rows = computed(() => [...byId.value.values()].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)))
  return {
    rows,
    state,
    /** Chats with something unread. */
    unread: computed(() => rows.value.filter(({ unread }) => unread > 0).length),
    markRead: (id: ConversationId) => setUnread(id, 0),
    markUnread: setUnread,
    retry() {
      state.value = 'loading'
      void load()
    },
    ...createBeginning({ client, env }),
  }
})
export type TeamModel = InstanceType<typeof TeamModel>

/** What a chat is called: its name, else who takes part besides the agent himself. */
export function chatName(
  { team }: Pick<ConversationRow, 'team'>,
  { me, nameOf }: { me: AgentId; nameOf(id: AgentId): string | null },
): string {
  if (team?.name) return team.name
  return (team?.memberIds ?? [])
    .filter((id) => id !== me)
    .map((id) => nameOf(id) ?? '?')
    .join(', ')
}

/** Begins chats, and remembers which one it was: there one goes on by writing. */
function createBeginning({ client, env }: Pick<Deps, 'client' | 'env'>) {
  let begun: ConversationId | null = null
  return {
    /** Begins a chat, or finds the one with a colleague. Rejects where that fails. */
    async begin(memberIds: AgentId[], name: string): Promise<ConversationId> {
      const key = timeOrdered(Math.max(0, env.now()), env.randomBytes(KEY_RANDOM_BYTES))
      const body = { key, memberIds, ...(name && { name }) }
      const { row } = await client.call('beginTeamChat', { body })
      begun = row.id
      return row.id
    },
    /** Whether `id` was begun just now; told once. */
    isBegun(id: ConversationId): boolean {
      if (begun !== id) return false
      begun = null
      return true
    },
  }
}
