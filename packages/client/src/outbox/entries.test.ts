import type { Cmid, ConversationId, CreateKey } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { KEPT_MS } from '../times.ts'
import {
  acked,
  added,
  adopted,
  afterOf,
  type Change,
  type Entries,
  moved,
  pendingOf,
  refused,
  removed,
  requeued,
  retried,
} from './entries.ts'

const X: ConversationId = 'cnv_x'
const KEY = 'key' as CreateKey
const cmid = (name: string) => name as Cmid
const put = (name: string, more: { conversationId?: ConversationId; key?: CreateKey; tab?: string } = {}) =>
  added({ cmid: cmid(name), tab: 't1', kind: 'msg.new', body: {}, at: 0, conversationId: X, key: null, ...more })
const run = (...changes: Change[]) => changes.reduce<Entries>((entries, change) => change(entries), [])
const ack = (name: string, n = 1, now = 100) =>
  acked({ cmid: cmid(name), conversationId: X, n, ts: '2026-11-20T09:00:00.000Z' }, now)
const names = (entries: Entries) => pendingOf(entries).map((entry) => entry.cmid)
const entryOf = (entries: Entries, name: string) => entries.find((entry) => entry.cmid === name)

describe('the order of sending', () => {
  it('is that of Enter, whatever the clock said', () => {
    expect(names(run(put('z'), put('a'), put('m')))).toEqual(['z', 'a', 'm'])
  })

  it('SYNC-64 names the entry before, of the same conversation, that is still pending', () => {
    const entries = run(put('a'), put('other', { conversationId: 'cnv_y' }), put('b'), put('c'))
    const previous = (list: Entries, name: string) => afterOf(list, entryOf(list, name) as never)
    expect(previous(entries, 'c')).toBe('b')
    expect(previous(entries, 'b')).toBe('a')
    expect(previous(entries, 'a')).toBeUndefined()
    expect(previous(ack('b')(entries), 'c')).toBe('a')
    expect(previous(refused(cmid('a'), 'blocked')(entries), 'b')).toBeUndefined()
  })

  it('puts a retried message at the end, with its cmid', () => {
    const entries = run(put('a'), put('b'), refused(cmid('a'), 'blocked'), retried(cmid('a'), 't2'))
    expect(names(entries)).toEqual(['b', 'a'])
    expect(entryOf(entries, 'a')).toMatchObject({ tab: 't2', code: null })
  })
})

describe('an acknowledgement', () => {
  it('SYNC-27 tells every command of the same create key its conversation, and keeps the key', () => {
    const first = { key: KEY, conversationId: null as unknown as ConversationId }
    const entries = run(put('a', first), put('b', first), ack('a'))
    expect(entryOf(entries, 'b')).toMatchObject({ conversationId: X, phase: 'pending' })
    expect(entryOf(entries, 'a')).toMatchObject({ key: KEY, phase: 'kept', n: 1 })
  })

  it('changes nothing when it comes again', () => {
    const once = run(put('a'), ack('a', 1))
    expect(ack('a', 9)(once)).toBe(once)
  })

  it('keeps what was sent for a day, fifty at most', () => {
    const many = Array.from({ length: 60 }, (_, i) => [put(`m${i}`), ack(`m${i}`, i + 1, i)]).flat()
    expect(run(...many)).toHaveLength(50)
    expect(run(put('old'), ack('old', 1, 0), put('new'), ack('new', 2, KEPT_MS + 1)).map((e) => e.cmid)).toEqual([
      'new',
    ])
  })

  it('R31 sends what was kept again, first and with its create key, after the log was cut', () => {
    const first = { key: KEY, conversationId: null as unknown as ConversationId }
    const entries = run(
      put('a', first),
      ack('a'),
      put('b'),
      ack('b', 2),
      put('c'),
      requeued(() => true, 't1'),
    )
    expect(names(entries)).toEqual(['a', 'b', 'c'])
    expect(entryOf(entries, 'a')).toMatchObject({ again: true, key: KEY, conversationId: X })
    expect(entryOf(entries, 'b')).toMatchObject({ again: false })
  })
})

describe('a refusal for good', () => {
  it('leaves a message to be tried again, and nothing of a command nobody sees', () => {
    expect(run(put('a'), refused(cmid('a'), 'blocked'))).toMatchObject([{ phase: 'failed', code: 'blocked' }])
    const status = added({
      ...{ cmid: cmid('s'), tab: 't1', kind: 'conv.status', body: {}, at: 0, key: null },
      conversationId: X,
    })
    expect(run(status, refused(cmid('s'), 'unchanged'))).toEqual([])
  })

  it('never undoes an acknowledgement', () => {
    const kept = run(put('a'), ack('a'))
    expect(refused(cmid('a'), 'blocked')(kept)).toBe(kept)
  })
})

describe('deleting a bubble', () => {
  it('SYNC-61 drops a command that was certainly never transmitted', () => {
    expect(run(put('a'), removed(cmid('a'), 't1', false))).toEqual([])
  })

  it.each([
    ['this tab transmitted it', run(put('a')), true],
    ['another tab may have', run(put('a', { tab: 't2' })), false],
    ['the page before a reload may have', run(put('a', { tab: 't0' }), adopted(new Set([cmid('a')]), 't1')), false],
  ])('SYNC-61 turns it into its cancellation when %s', (_, entries, transmitted) => {
    expect(removed(cmid('a'), 't1', transmitted)(entries)).toMatchObject([
      { cmid: 'a', cancel: true, phase: 'pending' },
    ])
  })

  it('SYNC-28 ends with whichever came first', () => {
    const cancelling = run(put('a'), removed(cmid('a'), 't1', true))
    const answer = { cmid: cmid('a'), conversationId: X, n: 1, ts: '' }
    expect(acked({ ...answer, canceled: true }, 0)(cancelling)).toEqual([])
    expect(acked({ ...answer, canceled: false }, 0)(cancelling)).toMatchObject([{ phase: 'kept', cancel: false }])
  })
})

it('SYNC-93 sends the same commands to the conversation that theirs was merged into', () => {
  const entries = run(put('a'), put('b'), ack('a'), moved({ conversationId: X, key: null }, 'cnv_y'))
  expect(entries).toMatchObject([
    { cmid: 'a', conversationId: X },
    { cmid: 'b', conversationId: 'cnv_y' },
  ])
})
