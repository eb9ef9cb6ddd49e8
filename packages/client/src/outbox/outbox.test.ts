import { Cmid } from '@parley/protocol'
import { describe, expect, it, vi } from 'vitest'
import type { Environment } from '../environment.ts'
import type { Storage } from '../storage/kept.ts'
import type { Entries, NewEntry } from './entries.ts'
import { createOutbox } from './outbox.ts'

const NAME = 'parley:shop'
const entryOf = (n: number): NewEntry => {
  const cmid = Cmid.parse(String(n).padStart(26, '0'))
  return { cmid, tab: 'tab', kind: 'msg.new', body: {}, at: 0, key: null, conversationId: null }
}

/** An outbox whose storage opens when it is told to; what its page's earlier self noted lies in local storage. */
function anOutbox(noted: NewEntry[] = []) {
  const texts = new Map([[NAME, JSON.stringify(noted)]])
  const channel = { post: vi.fn(), close: vi.fn() }
  const openChannel = vi.fn(() => channel)
  const env = {
    storage: () => ({
      getItem: (name: string) => texts.get(name) ?? null,
      setItem: (name: string, text: string) => void texts.set(name, text),
      removeItem: (name: string) => void texts.delete(name),
    }),
    openChannel,
  } as unknown as Environment
  let open = () => undefined as unknown
  const opened = new Promise<void>((go) => {
    open = go
  })
  let entries: Entries = []
  let last: Promise<unknown> = opened
  const update: Storage['update'] = (change) => {
    const turn = last.then(() => {
      entries = change(entries)
      return entries
    })
    last = turn
    return turn
  }
  const outbox = createOutbox(env, NAME, { update } as Storage, () => undefined)
  return { outbox, open, texts, channel, openChannel }
}

describe('an outbox whose storage is still to be opened', () => {
  it('R19 SYNC-60 keeps what an earlier page left ahead of what is written meanwhile, each once', async () => {
    const { outbox, open, texts } = anOutbox([entryOf(1)])
    const kept = outbox.add(entryOf(2))
    expect(JSON.parse(texts.get(NAME) ?? '[]')).toHaveLength(2) // also if the page goes away now
    expect(outbox.stored()).toEqual([])
    open()
    await Promise.all([kept, outbox.ready])
    const { cmid: first } = entryOf(1)
    const { cmid: second } = entryOf(2)
    expect(outbox.stored().map(({ cmid, seq }) => [seq, cmid])).toEqual([
      [1, first],
      [2, second],
    ])
    expect(texts.has(NAME)).toBe(false)
  })

  it('hears other tabs from before it reads what they wrote', async () => {
    const { outbox, open, openChannel } = anOutbox()
    expect(openChannel).not.toHaveBeenCalled()
    open()
    await outbox.ready
    expect(openChannel).toHaveBeenCalledTimes(1)
  })

  it('leaves no channel behind when it was closed before', async () => {
    const { outbox, open, channel } = anOutbox()
    outbox.close()
    open()
    await vi.waitFor(() => expect(channel.close).toHaveBeenCalledTimes(1))
  })
})
