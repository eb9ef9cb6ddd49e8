import type { Client, Environment } from '@parley/client'
import type { CannedResponse, EndpointTypes } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { debounced } from './debounced.ts'

type Answer = EndpointTypes['search']['response']
type Contact = EndpointTypes['listContacts']['response']['contacts'][number]
/** What is asked for beside the words. */
export type Narrowing = { said: 'visitor' | 'agent' | 'note' | null; days: number | null }
export type Found = Answer & { contacts: readonly Contact[]; canned: readonly CannedResponse[]; text: string }

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'setTimeout' | 'clearTimeout' | 'now'>
  /** The canned responses that are loaded; they are searched here. */
  canned: ReadonlySignal<readonly CannedResponse[]>
  /** Of each kind. */
  limit: number
}

const PAUSE_MS = 150
const DAY_MS = 24 * 60 * 60_000
export const NO_NARROWING: Narrowing = { said: null, days: null }

/** Everything there is by words: asked for when the typing pauses; an older answer never takes the place of a newer. */
export const SearchModel = createModel(({ client, env, canned, limit }: Deps) => {
  const text = signal('')
  const narrowing = signal<Narrowing>(NO_NARROWING)
  const found = signal<Found | null>(null)
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  let asked = 0

  async function load(): Promise<void> {
    const words = text.peek().trim()
    const mine = ++asked
    try {
      const query = { text: words, limit: String(limit), ...conditions(narrowing.peek(), env.now()) }
      const [answer, people] = await Promise.all([
        client.call('search', { query }),
        client.call('listContacts', { query: { search: words, limit: String(limit) } }),
      ])
      if (mine !== asked) return
      const { contacts } = people
      found.value = { ...answer, contacts, canned: matching(canned.peek(), words).slice(0, limit), text: words }
      state.value = 'ready'
    } catch {
      if (mine === asked) state.value = 'failed'
    }
  }
  const soon = debounced(env, PAUSE_MS, load)
  effect(() => soon.cancel)

  function ask(): void {
    asked++
    if (text.peek().trim() === '') {
      soon.cancel()
      found.value = null
      state.value = 'none'
      return
    }
    state.value = 'loading'
    soon.call()
  }

  return {
    text,
    narrowing,
    /** The last answer; while another is on its way it stands. */
    found,
    state,
    isEmpty: computed(() => found.value !== null && countOf(found.value) === 0),
    set(next: string) {
      text.value = next
      ask()
    },
    narrow(next: Partial<Narrowing>) {
      narrowing.value = { ...narrowing.peek(), ...next }
      ask()
    },
    retry() {
      state.value = 'loading'
      void load()
    },
  }
})
export type SearchModel = InstanceType<typeof SearchModel>

export const countOf = ({ conversations, messages, contacts, canned }: Found) =>
  conversations.length + messages.length + contacts.length + canned.length

function conditions({ said, days }: Narrowing, now: number) {
  return { ...(said && { said }), ...(days !== null && { since: new Date(now - days * DAY_MS).toISOString() }) }
}

/** Those that have all the words somewhere: in the word, the title, or what they say in any language. */
function matching(all: readonly CannedResponse[], text: string): CannedResponse[] {
  const words = folded(text).split(/\s+/)
  return all.filter(({ shortcut, title, text: said }) => {
    const hay = folded([shortcut, title, ...Object.values(said)].join(' '))
    return words.every((word) => hay.includes(word))
  })
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
