import type { AgentId, FrameOf } from '@parley/protocol'
import { effect } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { anAgent, idOf } from '../../testing/records.ts'
import { RowPresenceModel } from './row-presence.ts'

const ME = anAgent().id
const INES: AgentId = 'agt_00000000000000000002'
const OMAR: AgentId = 'agt_00000000000000000003'

function aModel() {
  const { client, present, connection } = createFakeClient({})
  const timers = createFakeClock()
  connection.value = { phase: 'online', transport: 'socket' }
  const model = new RowPresenceModel({ client, timers, me: ME })
  onTestFinished(() => model[Symbol.dispose]())
  const says = (n: number, k: 'cursor' | 'typing' | 'draft', d = true, id: AgentId = INES) =>
    present({ t: 'eph', conversationId: idOf(n), k, d, from: { type: 'agent', id, name: id } } satisfies FrameOf<'eph'>)
  const drawn: number[] = []
  const draw = (n: number) => onTestFinished(effect(() => void (model.of(idOf(n)).value && drawn.push(n))))
  const at = (n: number) => model.of(idOf(n)).value.map(({ id, isWriting }) => [id, isWriting])
  return { says, at, draw, drawn, timers, connection }
}

describe('who stands at a row of the list', () => {
  it('is known while he says so, and writes as long as he presses keys', async () => {
    const { says, at, timers } = aModel()
    says(1, 'cursor')
    says(1, 'typing')
    says(1, 'cursor', true, OMAR)
    expect(at(1)).toEqual([
      [INES, true],
      [OMAR, false],
    ])
    await timers.advance(6_100)
    expect(at(1)).toEqual([
      [INES, false],
      [OMAR, false],
    ])
    says(1, 'cursor', false)
    expect(at(1)).toEqual([[OMAR, false]])
    await timers.advance(25_000)
    expect(at(1)).toEqual([])
  })

  it('draws his row alone, and only when something changed', () => {
    const { says, draw, drawn } = aModel()
    for (const n of [1, 2, 3]) draw(n)
    says(2, 'cursor')
    says(2, 'cursor')
    expect(drawn).toEqual([1, 2, 3, 2])
  })

  it('is neither the agent himself nor a visitor, and nobody without a line', () => {
    const { says, at, connection } = aModel()
    says(1, 'cursor', true, ME)
    says(1, 'draft')
    expect(at(1)).toEqual([])
    says(1, 'cursor')
    expect(at(1)).toHaveLength(1)
    connection.value = { phase: 'waiting' } as typeof connection.value
    expect(at(1)).toEqual([])
  })
})
