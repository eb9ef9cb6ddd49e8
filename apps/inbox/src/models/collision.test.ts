import type { Actor } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { type Colleagues, createCollision } from './collision.ts'

const INES = { type: 'agent', id: 'agt_00000000000000000002', name: 'Ines' } as const
const OMAR = { type: 'agent', id: 'agt_00000000000000000003', name: 'Omar' } as const
const answer = (n: number, actor: Actor = INES) => ({ n, actor, messageId: `msg_${n}` as const })

function aCollision(start: Partial<Colleagues> = {}) {
  const colleagues = signal<Colleagues>({ newest: 1, answer: null, writing: [], ...start })
  const tell = (change: Partial<Colleagues>) => {
    colleagues.value = { ...colleagues.value, ...change }
  }
  return { tell, ...createCollision(colleagues) }
}

describe('a second reply', () => {
  it('is held when a colleague answered since it was begun, once', () => {
    const { tell, wrote, holds, held, release } = aCollision({ newest: 3, answer: answer(2) })
    wrote('H')
    expect(holds()).toBe(false)
    tell({ newest: 4, answer: answer(4) })
    expect(holds()).toBe(true)
    expect(held.value).toEqual({ is: 'answered', ...answer(4) })
    release()
    expect(holds()).toBe(false)
  })

  it('goes when it is sent again while the question stands', () => {
    const { tell, wrote, holds } = aCollision()
    wrote('H')
    tell({ newest: 2, answer: answer(2) })
    expect([holds(), holds()]).toEqual([true, false])
  })

  it('is held while a colleague writes, and says so when he has answered', () => {
    const { tell, wrote, holds, held } = aCollision({ writing: [INES] })
    wrote('H')
    expect(holds()).toBe(true)
    expect(held.value).toEqual({ is: 'writes', actor: INES })
    tell({ newest: 2, answer: answer(2), writing: [] })
    expect(held.value).toMatchObject({ is: 'answered', actor: INES })
  })

  it('is held again for something else', () => {
    const { tell, wrote, holds, release } = aCollision({ writing: [INES] })
    wrote('H')
    expect(holds()).toBe(true)
    release()
    tell({ writing: [INES, OMAR] })
    expect(holds()).toBe(true)
    release()
    tell({ newest: 5, answer: answer(5, OMAR) })
    expect(holds()).toBe(true)
  })

  it('asks nothing of what was there when it was begun, nor of a reply that is begun anew', () => {
    const { tell, wrote, holds, sent, held } = aCollision()
    wrote('H')
    tell({ newest: 2, answer: answer(2) })
    wrote('')
    wrote('T')
    expect(holds()).toBe(false)
    tell({ newest: 3, answer: answer(3) })
    expect(holds()).toBe(true)
    sent()
    expect(held.value).toBe(null)
  })
})
