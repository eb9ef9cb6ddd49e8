import type { Client, Environment } from '@parley/client'
import type { ContactId, ContactProfile, ContactSort, EndpointTypes } from '@parley/protocol'
import { batch, createModel, effect, signal } from '@preact/signals'
import { debounced } from './debounced.ts'

type Deps = { client: Pick<Client, 'call'>; env: Pick<Environment, 'setTimeout' | 'clearTimeout'> }
export type ContactQuery = NonNullable<EndpointTypes['listContacts']['query']>
type Answer = EndpointTypes['listContacts']['response']
/** What a list is narrowed by, besides words. */
export type Narrow = Pick<ContactQuery, 'tag' | 'field' | 'value' | 'verified' | 'hasConversation' | 'seenAfter'>

const SEARCH_PAUSE_MS = 250

/** The people we know, page by page; the next one is asked for as the last rows come near. */
export const ContactsModel = createModel(({ client, env }: Deps) => {
  const contacts = signal<readonly ContactProfile[]>([])
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  const isTruncated = signal(false)
  const cursor = signal<string | null>(null)
  const search = signal('')
  const sort = signal<ContactSort>('seen')
  const narrow = signal<Narrow>({})
  /** Answers to what is no longer asked are dropped. */
  let turn = 0

  /** What the list shows now, for whoever asks for it elsewhere. */
  const query = () => ({
    ...narrow.peek(),
    sort: sort.peek(),
    ...(search.peek().trim() && { search: search.peek().trim() }),
  })

  async function ask(from: string | null): Promise<void> {
    const mine = ++turn
    const answer = await client
      .call('listContacts', { query: { ...query(), ...(from && { cursor: from }) } })
      .catch(() => null)
    if (mine !== turn) return
    if (answer) batch(() => take(answer, from ? contacts.peek() : []))
    else state.value = from ? 'ready' : 'failed'
  }

  function take(answer: Answer, before: readonly ContactProfile[]): void {
    const known = new Set(before.map(({ id }) => id))
    contacts.value = [...before, ...answer.contacts.filter(({ id }) => !known.has(id))]
    cursor.value = answer.cursor
    isTruncated.value = answer.truncated
    state.value = 'ready'
  }

  function reload(): void {
    state.value = 'loading'
    void ask(null)
  }
  const later = debounced(env, SEARCH_PAUSE_MS, reload)
  effect(() => later.cancel)

  return {
    ...{ contacts, state, isTruncated, search, sort, narrow, query, reload },
    /** On screen again: what is there stays until the answer comes. */
    show() {
      if (state.peek() === 'none' || state.peek() === 'failed') return reload()
      void ask(null)
    },
    more() {
      if (state.peek() === 'ready' && cursor.peek()) void ask(cursor.peek())
    },
    setSearch(text: string) {
      search.value = text
      later.call()
    },
    setSort(next: ContactSort) {
      sort.value = next
      reload()
    },
    setNarrow(next: Narrow) {
      narrow.value = next
      reload()
    },
    showAll() {
      batch(() => {
        search.value = ''
        narrow.value = {}
      })
      reload()
    },
    /** Somebody who is shown is another now. */
    put(contact: ContactProfile) {
      contacts.value = contacts.peek().map((one) => (one.id === contact.id ? contact : one))
    },
    drop(id: ContactId) {
      contacts.value = contacts.peek().filter((one) => one.id !== id)
    },
  }
})
export type ContactsModel = InstanceType<typeof ContactsModel>
