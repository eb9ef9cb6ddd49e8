import { ClientError } from '@parley/client'
import type { CannedResponse } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { createSearchMemory } from './search-memory.ts'
import { SearchModel } from './search-model.ts'

const EMPTY = { conversations: [], messages: [], more: { conversations: false, messages: false } }
const CANNED = [
  { id: 'can_1', shortcut: 'hours', title: 'Opening hours', text: { en: 'We open at nine', de: 'Geöffnet ab neun' } },
  { id: 'can_2', shortcut: 'bye', title: 'Goodbye', text: { en: 'See you' } },
] as unknown as CannedResponse[] // what a search looks at

function aSearch(search: (input: { query: { text: string } }) => unknown = () => EMPTY) {
  const clock = createFakeClock()
  const { client, calls } = createFakeClient({ search, listContacts: () => ({ contacts: [], cursor: null }) })
  const model = new SearchModel({ client, env: clock, canned: signal(CANNED), limit: 5 })
  const type = async (text: string) => {
    model.set(text)
    await clock.advance(200)
    await settle()
  }
  return { model, calls, clock, type }
}

describe('the search for everything', () => {
  it('asks once when the typing pauses, and not for nothing', async () => {
    const { model, calls, clock, type } = aSearch()
    for (const text of ['b', 'br', 'bro']) model.set(text)
    await clock.advance(200)
    expect(calls.filter(({ name }) => name === 'search')).toMatchObject([
      { input: { query: { text: 'bro', limit: '5' } } },
    ])
    await type('  ')
    expect([model.state.value, model.found.value]).toEqual(['none', null])
  })

  it('shows the answer to what was typed last, whichever comes last', async () => {
    const late = Promise.withResolvers<typeof EMPTY>()
    const { model, type } = aSearch(({ query }) => (query.text === 'first' ? late.promise : EMPTY))
    await type('first')
    await type('second')
    late.resolve({ ...EMPTY, messages: [{}] } as unknown as typeof EMPTY)
    await settle()
    expect([model.found.value?.text, model.isEmpty.value]).toEqual(['second', true])
  })

  it('narrows messages down by who said them and since when', async () => {
    const { model, calls, clock, type } = aSearch()
    await type('bike')
    model.narrow({ said: 'note', days: 7 })
    await clock.advance(200)
    const since = new Date(clock.now() - 200 - 7 * 86_400_000).getTime()
    const asked = calls.filter(({ name }) => name === 'search').at(-1)?.input as {
      query: { said: string; since: string }
    }
    expect(asked.query.said).toBe('note')
    expect(Math.abs(Date.parse(asked.query.since) - since)).toBeLessThan(1000)
  })

  it('finds canned responses by word, title and text, whatever the accents', async () => {
    const { model, type } = aSearch()
    await type('geoffnet')
    expect(model.found.value?.canned.map(({ shortcut }) => shortcut)).toEqual(['hours'])
  })

  it('says that it did not come through, and asks again', async () => {
    let isDown = true
    const { model, type } = aSearch(() => (isDown ? Promise.reject(new ClientError('network', 0)) : EMPTY))
    await type('bike')
    expect(model.state.value).toBe('failed')
    isDown = false
    model.retry()
    await settle()
    expect(model.state.value).toBe('ready')
  })
})

describe('what was searched for', () => {
  it('is remembered, the newest first, each once, and forgotten when asked', () => {
    const kept = new Map<string, string>()
    const storage = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    })
    const memory = createSearchMemory({ storage }, 'agt_1')
    for (const text of ['one', 'two', 'one ', '']) memory.add(text)
    expect(createSearchMemory({ storage }, 'agt_1').recent.value).toEqual(['one', 'two'])
    expect(createSearchMemory({ storage }, 'agt_2').recent.value).toEqual([])
    memory.forget()
    expect(kept.size).toBe(0)
  })
})
