import { ClientError } from '@parley/client'
import type { ConversationId, MessageId } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { awayIn } from '@parley/protocol/reduce'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { createFakeClock, settle } from '../../testing/fake-clock.ts'
import { idOf } from '../../testing/records.ts'
import type { Toast } from '../toasts-model.ts'
import { SplittingModel } from './splitting-model.ts'

const [FROM, TO] = [idOf(1), idOf(2)]
const messageAt = (n: number): MessageId => `msg_${String(n).padStart(20, '0')}`
const ALL = [1, 2, 3].map(messageAt)

function some(answer: () => unknown = () => ({ t: 'ack', conversationId: TO })) {
  const fake = createFakeClient({ appendEvent: answer as never })
  const toasts: Toast[] = []
  const opened: ConversationId[] = []
  const merged: unknown[] = []
  const env = { ...createFakeClock(), randomBytes: (n: number) => crypto.getRandomValues(new Uint8Array(n)) }
  const merging = {
    merge: async (...how: unknown[]) => {
      merged.push(how)
      return null
    },
  }
  const model = new SplittingModel({
    ...{ client: fake.client, env, merging, open: (id) => opened.push(id) },
    toasts: { show: (toast) => toasts.push(toast) },
  })
  onTestFinished(() => model[Symbol.dispose]())
  model.ask({ id: FROM, visitorId: 'vis_00000000000000000001', from: messageAt(2), all: ALL })
  type Sent = { body: { cmid: string; create: { key: string; split: object }; body: { text: string } } }
  const sent = () => fake.calls.map(({ input }) => (input as unknown as Sent).body)
  return { model, toasts, opened, merged, sent }
}

describe('splitting', () => {
  it('begins with what follows the message, opens it, and puts it back from the toast', async () => {
    const { model, toasts, opened, merged, sent } = some()
    expect([...model.chosen.value]).toEqual(ALL.slice(1))
    await model.split()
    expect(sent()).toMatchObject([{ create: { split: { from: FROM, messageIds: ALL.slice(1) } } }])
    expect([opened, model.asked.value]).toEqual([[TO], null])
    toasts[0]?.undo?.()
    await settle()
    expect(merged).toEqual([[TO, FROM, 'splitting.undone']])
  })

  it('sends what was chosen in the order of the thread, and nothing without a choice or words', async () => {
    const { model, sent } = some()
    model.choose([messageAt(3)])
    model.toggle(messageAt(1))
    await model.split()
    expect(sent()).toMatchObject([{ create: { split: { messageIds: [messageAt(1), messageAt(3)] } } }])
    model.choose([])
    expect(model.canSplit.value).toBe(false)
    model.choose([messageAt(1)])
    model.write('  ')
    expect(model.canSplit.value).toBe(false)
    model.write('About this:')
    expect(model.canSplit.value).toBe(true)
    model.choose(Array.from({ length: LIMITS.splitMessages + 1 }, (_, i) => messageAt(i)))
    expect([model.isTooMany.value, model.canSplit.value]).toEqual([true, false])
  })

  it('SYNC-4 SYNC-27 sends the same command again where nothing was heard, and another one after a refusal', async () => {
    const errors = [new ClientError('network', 0), new ClientError('changed_since', 409)]
    const { model, sent } = some(() => {
      const error = errors.shift()
      if (error) throw error
      return { t: 'ack', conversationId: TO }
    })
    await model.split()
    expect(model.problem.value).toContain('not done')
    await model.split()
    expect(model.problem.value).toContain('meanwhile')
    // What was written stays until it is done.
    expect([model.asked.value?.id, model.chosen.value.size]).toEqual([FROM, 2])
    await model.split()
    const [first, second, third] = sent().map(({ cmid, create }) => [cmid, create.key])
    expect(second).toEqual(first)
    expect(third?.[0]).not.toBe(first?.[0])
    expect(third?.[1]).not.toBe(first?.[1])
  })

  it('tells where messages went, but not of those that are back', () => {
    const split = [
      { id: TO, messageIds: [messageAt(1)], since: null },
      { id: idOf(3), messageIds: [messageAt(2)], since: null },
    ]
    expect([...awayIn({ split, merged: [{ id: TO, since: null }] })]).toEqual([[messageAt(2), idOf(3)]])
  })
})
