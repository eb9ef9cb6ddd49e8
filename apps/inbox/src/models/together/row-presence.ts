import type { Client } from '@parley/client'
import type { Actor, AgentId, ConversationId, FrameOf } from '@parley/protocol'
import { createModel, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Timers } from '../debounced.ts'

type Deps = { client: Pick<Client, 'onPresence' | 'connection'>; timers: Timers; me: AgentId }

/** A colleague at a conversation of the list, and whether he is writing in it. */
export type AtRow = { id: string; name: string | null; isWriting: boolean }
/** When he is believed to be gone: milliseconds after his last word, as in the open conversation. */
const LOOKING_MS = 25_000
const WRITING_MS = 6_000

type Known = { actor: Actor; looks: unknown; writes: unknown }
const NOBODY: readonly AtRow[] = []

/**
 * Who looks on and who writes, conversation by conversation: hints, of which nothing is stored. A signal for each row, so
 * that what one colleague does draws one row anew.
 */
export const RowPresenceModel = createModel(({ client, timers, me }: Deps) => {
  const rows = new Map<ConversationId, Signal<readonly AtRow[]>>()
  const known = new Map<ConversationId, Map<string, Known>>()

  function signalOf(id: ConversationId): Signal<readonly AtRow[]> {
    const found = rows.get(id) ?? signal<readonly AtRow[]>(NOBODY)
    rows.set(id, found)
    return found
  }

  function show(id: ConversationId): void {
    const people = [...(known.get(id)?.values() ?? [])].filter(({ looks, writes }) => looks !== null || writes !== null)
    const shown = people.map(({ actor, writes }) => ({
      ...{ id: actor.id, name: actor.name ?? null, isWriting: writes !== null },
    }))
    const before = signalOf(id).peek()
    // He says every ten seconds that he is still there: that is no news.
    if (JSON.stringify(before) !== JSON.stringify(shown)) signalOf(id).value = shown.length > 0 ? shown : NOBODY
  }

  function forget(id: ConversationId, { actor, looks, writes }: Known): void {
    timers.clearTimeout(looks)
    timers.clearTimeout(writes)
    const there = known.get(id)
    there?.delete(actor.id)
    if (there?.size === 0) known.delete(id)
    show(id)
  }

  function hear({ conversationId: id, k, d, from }: FrameOf<'eph'>): void {
    if (from.type !== 'agent' || from.id === me || k === 'draft') return
    const there = known.get(id) ?? new Map<string, Known>()
    known.set(id, there)
    const one = there.get(from.id) ?? { actor: from, looks: null, writes: null }
    there.set(from.id, one)
    const what = k === 'cursor' ? 'looks' : 'writes'
    timers.clearTimeout(one[what])
    one[what] = null
    const end = () => {
      one[what] = null
      if (one.looks === null && one.writes === null) forget(id, one)
      else show(id)
    }
    if (d === false) return end()
    one[what] = timers.setTimeout(end, k === 'cursor' ? LOOKING_MS : WRITING_MS)
    show(id)
  }

  function forgetAll(): void {
    for (const [id, there] of [...known]) for (const one of [...there.values()]) forget(id, one)
  }

  effect(() => client.onPresence(hear))
  effect(() => forgetAll)
  // Whoever is there says so again once there is a line.
  effect(() => {
    if (client.connection.value.phase !== 'online') forgetAll()
  })

  return { of: (id: ConversationId): ReadonlySignal<readonly AtRow[]> => signalOf(id) }
})
export type RowPresenceModel = InstanceType<typeof RowPresenceModel>
