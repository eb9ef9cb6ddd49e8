import type { Cmid, ConversationId } from '@parley/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acked,
  added,
  adopted,
  afterOf,
  type Change,
  type Entries,
  pendingOf,
  refused,
  removed,
  requeued,
  retried,
} from './entries.ts'

const X: ConversationId = 'cnv_x'
const TABS = ['t1', 't2', 't3']
const cmids = fc.constantFrom(...(['a', 'b', 'c', 'd'] as Cmid[]))
const tabs = fc.constantFrom(...TABS)

/** Anything that tabs, servers and people do to one outbox, in any order and as often as they like. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ cmid: cmids, tab: tabs })
    .map(({ cmid, tab }) => added({ cmid, tab, kind: 'msg.new', body: {}, at: 0, conversationId: X, key: null })),
  fc
    .record({ cmid: cmids, n: fc.nat(9), canceled: fc.boolean() })
    .map(({ cmid, n, canceled }) => acked({ cmid, conversationId: X, n, ts: '', canceled }, n)),
  cmids.map((cmid) => refused(cmid, 'blocked')),
  fc.record({ cmid: cmids, tab: tabs }).map(({ cmid, tab }) => retried(cmid, tab)),
  fc.record({ cmid: cmids, tab: tabs, sent: fc.boolean() }).map(({ cmid, tab, sent }) => removed(cmid, tab, sent)),
  fc.record({ cmid: cmids, tab: tabs }).map(({ cmid, tab }) => adopted(new Set([cmid]), tab)),
  tabs.map((tab) => requeued(() => true, tab)),
)

const run = (all: Change[]) => all.reduce<Entries>((entries, change) => change(entries), [])

describe('whatever happens to an outbox', () => {
  it('R19 R20 it holds each command once, in one order, each after the one before it', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 40 }), (all) => {
        const entries = run(all)
        expect(new Set(entries.map(({ cmid }) => cmid)).size).toBe(entries.length)
        expect(new Set(entries.map(({ seq }) => seq)).size).toBe(entries.length)
        const pending = pendingOf(entries)
        expect(pending.map((entry) => afterOf(entries, entry))).toEqual(
          [undefined, ...pending.map(({ cmid }) => cmid)].slice(0, pending.length),
        )
      }),
    )
  })

  it('R19 a command leaves only acknowledged, refused or deleted', () => {
    const losing: Change[] = [
      added({ cmid: 'a' as Cmid, tab: 't1', kind: 'msg.new', body: {}, at: 0, conversationId: X, key: null }),
    ]
    const harmless = changes.filter((change) => {
      const after = change(run(losing))
      return after.some(({ cmid, phase, cancel }) => cmid === 'a' && phase === 'pending' && !cancel)
    })
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 20 }), (all) => {
        const [mine] = run([...losing, ...all]).filter(({ cmid }) => cmid === 'a')
        expect(mine).toMatchObject({ phase: 'pending', cancel: false })
      }),
    )
  })
})
