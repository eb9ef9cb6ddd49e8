import type { LogEntry } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { applyEntry, emptyCopy } from './log-copy.ts'
import { timelineOf } from './timeline.ts'
import { wholeFold } from './whole-fold.ts'

describe('a message in the thread', () => {
  it('R32 SYNC-17 of a type that is not known here is its fallback', () => {
    const entry = {
      n: 1,
      id: 'evt_00000000000000000001',
      e: {
        kind: 'msg.new',
        body: { v: 2, type: 'card', card: { rows: 3 }, fallback: 'A card' },
        actor: { type: 'agent', id: 'agt_1' },
        cmid: 'c1',
        ts: '2026-11-20T12:00:00.000Z',
        channel: 'chat',
      },
    } as unknown as LogEntry
    const [item] = timelineOf(applyEntry(emptyCopy(wholeFold.begin({})), entry, wholeFold), [], null)
    expect(item).toMatchObject({ body: { type: 'text', text: 'A card', attachments: [], fallback: 'A card' } })
  })
})
