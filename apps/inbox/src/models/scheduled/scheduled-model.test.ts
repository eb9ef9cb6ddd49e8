import { ClientError } from '@parley/client'
import type { EndpointTypes, Scheduled } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { createFakeClock, settle } from '../../testing/fake-clock.ts'
import { idOf } from '../../testing/records.ts'
import { DraftsModel } from '../drafts-model.ts'
import type { Toast } from '../toasts-model.ts'
import { ScheduledModel } from './scheduled-model.ts'

const AT = '2026-03-11T09:00:00.000Z'
const BODY = { v: 1, type: 'text', text: 'Good morning' } as const

function aStorage() {
  const kept = new Map<string, string>()
  return {
    size: () => kept.size,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** `failures`: what the first requests come to; `silence` is no answer at all. */
function aDesk(failures: (Error | 'silence' | null)[] = [], storage = aStorage()) {
  const clock = createFakeClock()
  const drafts = new DraftsModel({ storage: () => undefined }, 'agt_1')
  const toasts: Toast[] = []
  let kept: Scheduled[] = []
  const asked: string[] = []
  const fake = createFakeClient({
    listScheduled: () => ({ scheduled: kept }),
    createScheduled: ({ body }: { body: EndpointTypes['createScheduled']['body'] }) => {
      asked.push(body.cmid)
      const failure = failures.shift()
      if (failure === 'silence') return new Promise(() => undefined)
      if (failure) throw failure
      const { text, dueAt, unlessAnswered, conversationId } = body
      const made: Scheduled = {
        ...{ id: 'sch_1', conversationId, text, dueAt, unlessAnswered, files: [], replyTo: null },
        ...{ state: 'waiting', reason: null, sentAt: null, rev: 1 },
      }
      kept = [made]
      return made
    },
    deleteScheduled: () => {
      kept = []
    },
    updateScheduled: () => {
      throw new ClientError('changed_since', 409)
    },
  })
  const model = new ScheduledModel({
    ...{ client: fake.client, drafts, agentId: 'agt_1' },
    env: { ...clock, storage: () => storage, randomBytes: (count) => new Uint8Array(count) },
    toasts: { show: (toast) => void toasts.push(toast) },
  })
  const create = () => model.create(idOf(1), BODY, AT)
  return { model, create, clock, toasts, asked, storage, reply: () => drafts.of(idOf(1)).reply }
}

describe('messages that go out later', () => {
  it('stand in the list at once, and undo makes a draft of them again', async () => {
    const { model, create, toasts, reply } = aDesk()
    await create()
    expect(model.all.value.map(({ text, dueAt }) => [text, dueAt])).toEqual([['Good morning', AT]])
    toasts[0]?.undo?.()
    await settle()
    expect([model.all.value, reply()]).toEqual([[], 'Good morning'])
  })

  it('are asked for again under the same name when nothing was heard', async () => {
    const { create, clock, asked, reply } = aDesk([new ClientError('network', 0), null])
    const done = create()
    await settle()
    await clock.advance(2_000)
    await done
    expect([asked.length, new Set(asked).size, reply()]).toEqual([2, 1, ''])
  })

  it('that the server refuses are a draft again, and it says why', async () => {
    const { create, toasts, reply } = aDesk([new ClientError('list_full', 409)])
    await create()
    expect([reply(), toasts.map(({ tone }) => tone)]).toEqual(['Good morning', ['problem']])
  })

  it('outlive a page that dies while nothing is answered: the next one asks again under the same name', async () => {
    const before = aDesk(['silence'])
    void before.create()
    await settle()
    const after = aDesk([], before.storage)
    await settle()
    expect([after.asked, after.reply(), after.toasts.length]).toEqual([before.asked, '', 1])
    expect(after.model.all.value.map(({ text }) => text)).toEqual(['Good morning'])
    const refused = aDesk(['silence'])
    void refused.create()
    await settle()
    const told = aDesk([new ClientError('list_full', 409)], refused.storage)
    await settle()
    expect([told.reply(), told.toasts.length, told.storage.size()]).toEqual(['Good morning', 1, 0])
  })

  it('are a draft again at the sign-out when nobody answers, once, and leave nothing in the browser', async () => {
    const { model, create, clock, storage, reply } = aDesk(['silence'])
    void create()
    await settle()
    expect(storage.size()).toBe(1)
    const left = model.leave()
    await clock.advance(10_000)
    await left
    await model.leave()
    expect([reply(), storage.size()]).toEqual(['Good morning', 0])
  })

  it('that were changed on another device meanwhile are read again', async () => {
    const { model, create, toasts } = aDesk()
    await create()
    const [one] = model.all.value
    expect(one && (await model.update(one, { text: 'Other' }))).toBe(false)
    expect(toasts.at(-1)?.tone).toBe('problem')
  })
})
