import { type EventKind, LogEntry } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import type { EventRecord } from './model.ts'
import { entryFor, frameFor } from './projection.ts'

/** As an instance of the next level left it in the log. */
const poll = (vseq?: number): EventRecord => ({
  _id: 'evt_00000000000000000001',
  workspaceId: 'wsp_00000000000000000001',
  conversationId: 'cnv_00000000000000000001',
  ord: 3,
  ...(vseq !== undefined && { vseq }),
  vmax: 2,
  kind: 'msg.poll' as EventKind,
  body: { choices: ['tea', 'coffee'], fallback: 'Tea or coffee?' } as unknown as EventRecord['body'],
  fx: { urgency: 3 } as NonNullable<EventRecord['fx']>,
  actor: { type: 'agent', id: 'agt_00000000000000000001' },
  cmid: '0'.repeat(26) as EventRecord['cmid'],
  ts: new Date(0),
  origin: { channel: 'chat' },
})

describe('an event of a kind that only a newer instance knows', () => {
  it('R32 SYNC-15 leaves no hole for visitors, who see its fallback and nothing else of it', () => {
    const entry = entryFor('visitor', poll(2))
    expect(entry).toMatchObject({ n: 2, e: { kind: 'msg.poll' } })
    expect(entry?.e.body).toEqual({ fallback: 'Tea or coffee?' })
    expect(entry?.e.fx).toBeUndefined()
  })

  it('R32 R38 stays hidden where the newer instance hid it', () => {
    expect(entryFor('visitor', poll())).toBeNull()
  })

  it('R32 SYNC-43 passes the schema of our answers as it is', () => {
    const entry = entryFor('agent', poll(2))
    expect(LogEntry.parse(entry)).toEqual(entry)
  })
})

describe('why a conversation was closed', () => {
  const closed = (fx?: EventRecord['fx']): EventRecord => ({
    ...poll(2),
    kind: 'conv.status',
    body: { status: 'closed' },
    ...{ fx: fx as NonNullable<EventRecord['fx']> },
  })
  const reason = { id: 'rsn_00000000000000000001', name: 'Solved' } as const

  it('R38 changes no byte of a visitor’s frame', () => {
    expect(frameFor('visitor', closed({ reason }))).toBe(frameFor('visitor', closed()))
    expect(frameFor('agent', closed({ reason }))).toContain(
      '"fx":{"reason":{"id":"rsn_00000000000000000001","name":"Solved"}}',
    )
  })
})
