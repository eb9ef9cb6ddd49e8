import { ClientError } from '@parley/client'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle as settled } from '../testing/fake-clock.ts'
import { aRow, idOf, ME, OTHER_AGENT } from '../testing/records.ts'
import { BulkModel } from './bulk-model.ts'
import type { ListRow } from './list-rows.ts'
import type { Toast } from './toasts-model.ts'

type Sent = { cmid: string; conversationId: string; kind: string; body: object }

/** The code is fetched first. */
async function settle() {
  await import('./bulk-run.ts')
  await settled()
}

function aBrowser() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** A page of the inbox; `answer` is what the server says to each command. */
function aPage(storage = aBrowser(), rows: ListRow[] = [aRow(3), aRow(2), aRow(1)]) {
  const clock = createFakeClock()
  const toasts: Toast[] = []
  const stored = new Map<string, Sent>()
  const server = { answer: (_: Sent): unknown => undefined }
  const tries: Sent[] = []
  const fake = createFakeClient({
    appendEvent: ({ body }: { body: Sent }) => {
      tries.push(body)
      const refusal = server.answer(body)
      if (refusal) throw refusal
      stored.set(body.cmid, body)
    },
  })
  const list = signal('open')
  const beyond = { rows: [...rows, aRow(4)] as ListRow[] | null }
  const bulk = new BulkModel({
    ...{ client: fake.client, agentId: ME, rows: signal(rows), list, toasts: { show: (one) => toasts.push(one) } },
    readAll: async () => beyond.rows,
    env: {
      ...clock,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      storage: () => storage,
      lock: (_, task) => task(),
    },
  })
  const end = () => bulk[Symbol.dispose]()
  onTestFinished(end)
  return { bulk, list, beyond, clock, toasts, server, tries, stored, storage, end }
}

it('what was put aside together comes back as it stood', async () => {
  const until = '2026-03-12T09:00:00.000Z'
  const before = '2026-03-11T09:00:00.000Z'
  const asleep = aRow(2, { status: 'snoozed', snoozedUntil: before })
  const { bulk, tries, toasts } = aPage(undefined, [aRow(3), asleep, aRow(1, { status: 'pending' })])
  bulk.selectAll()
  bulk.start({ type: 'snooze', until })
  await settle()
  expect(tries.map(({ kind, body }) => ({ kind, body }))).toEqual(
    Array(3).fill({ kind: 'conv.snooze', body: { until } }),
  )
  toasts.at(-1)?.undo?.()
  await settle()
  expect(tries.slice(3).map(({ kind, body }) => [kind, body])).toEqual([
    ['conv.snooze', { until: null }],
    ['conv.snooze', { until: before }],
    ['conv.status', { status: 'pending' }],
  ])
})

it('all that match are selected, those too that are not loaded, and done one by one', async () => {
  const { bulk, tries, beyond, list } = aPage()
  expect(await bulk.selectMatching()).toBe(true)
  expect(bulk.count.value).toBe(4)
  bulk.start({ type: 'priority', priority: 'high' })
  await settle()
  expect(tries.map(({ conversationId }) => conversationId).sort()).toEqual([1, 2, 3, 4].map(idOf))
  beyond.rows = null
  expect(await bulk.selectMatching()).toBe(false)
  beyond.rows = [aRow(4)]
  const late = bulk.selectMatching()
  list.value = 'closed'
  await late
  expect(bulk.count.value).toBe(0)
})

it('what somebody else did meanwhile is not taken back with the rest', async () => {
  const { bulk, server, tries, toasts } = aPage()
  server.answer = ({ conversationId }) =>
    conversationId === idOf(2) ? new ClientError('unchanged', 409, undefined) : undefined
  bulk.selectAll()
  bulk.start({ type: 'priority', priority: 'high' })
  await settle()
  expect(tries).toHaveLength(3)
  toasts.at(-1)?.undo?.()
  await settle()
  expect(tries.slice(3).map(({ conversationId }) => conversationId)).toEqual([idOf(3), idOf(1)])
})

describe('selecting', () => {
  it('takes one row, a range, all of them, and none in another list', () => {
    const { bulk, list } = aPage()
    bulk.toggle(idOf(3))
    bulk.extend(idOf(1))
    expect(bulk.count.value).toBe(3)
    bulk.toggle(idOf(2))
    expect([...bulk.selected.value]).toEqual([idOf(3), idOf(1)])
    list.value = 'mine'
    expect(bulk.count.value).toBe(0)
    bulk.selectAll()
    expect(bulk.count.value).toBe(3)
  })
})

describe('what is done with many', () => {
  it('is a command for each that is not like this already, and is taken back as one', async () => {
    const rows = [aRow(3), aRow(2, { assigneeId: OTHER_AGENT }), aRow(1, { assigneeId: ME })]
    const { bulk, stored, toasts } = aPage(aBrowser(), rows)
    bulk.selectAll()
    bulk.start({ type: 'assign', assigneeId: ME })
    await settle()
    const bodies = () => [...stored.values()].map(({ body }) => body)
    expect(bodies()).toEqual([
      { assigneeId: ME, from: null },
      { assigneeId: ME, from: OTHER_AGENT },
    ])
    toasts[0]?.undo?.()
    await settle()
    expect(bodies().slice(2)).toEqual([
      { assigneeId: null, from: ME },
      { assigneeId: OTHER_AGENT, from: ME },
    ])
    expect(bulk.steps.value).toEqual([])
  })

  it('SYNC-4 goes on after a lost line and after a reload under the same ids', async () => {
    const first = aPage()
    first.server.answer = (sent) =>
      sent.conversationId === idOf(2) ? new ClientError('network', 0, undefined) : undefined
    first.bulk.selectAll()
    first.bulk.start({ type: 'tag', tag: 'vip' })
    await settle()
    await first.clock.advance(2_000)
    const [done, lost, again] = first.tries
    expect(again?.cmid).toBe(lost?.cmid)
    first.end()
    const second = aPage(first.storage)
    await settle()
    expect(second.tries.map(({ cmid }) => cmid)[0]).toBe(lost?.cmid)
    expect(second.tries.map(({ cmid }) => cmid)).not.toContain(done?.cmid)
    expect(second.toasts).toMatchObject([{ text: 'Done with 3 conversations.' }])
  })

  it('keeps what was refused with its reason, and tries it again when asked', async () => {
    const { bulk, server, tries, toasts } = aPage()
    server.answer = (sent) =>
      sent.conversationId === idOf(2) ? new ClientError('forbidden', 403, undefined) : undefined
    bulk.selectAll()
    bulk.start({ type: 'status', status: 'closed' })
    await settle()
    expect(bulk.progress.value).toMatchObject({ done: 3, all: 3, failed: [{ id: idOf(2), code: 'forbidden' }] })
    expect(toasts).toEqual([])
    server.answer = () => undefined
    bulk.retry()
    await settle()
    expect(tries).toHaveLength(4)
    expect(toasts).toHaveLength(1)
  })

  it('stops where it is told to; what was done can be taken back', async () => {
    const { bulk, server, clock, toasts, stored } = aPage()
    server.answer = (sent) => (sent.conversationId === idOf(3) ? undefined : new ClientError('rate', 429, undefined))
    bulk.selectAll()
    bulk.start({ type: 'priority', priority: 'high' })
    await settle()
    expect(bulk.progress.value).toMatchObject({ done: 1, all: 3 })
    bulk.cancel()
    await clock.advance(10_000)
    expect(stored.size).toBe(1)
    expect(toasts).toMatchObject([{ text: 'Done with one conversation.' }])
    expect(toasts[0]?.undo).toBeDefined()
  })
})
