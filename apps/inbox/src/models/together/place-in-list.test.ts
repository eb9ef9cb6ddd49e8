import type { ConversationId } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { idOf } from '../../testing/records.ts'
import { followPlace } from './place-in-list.ts'

function aList(...ns: number[]) {
  const rowsOf = (some: number[]) => some.map((n) => ({ id: idOf(n) }))
  const rows = signal(rowsOf(ns))
  const openId = signal<ConversationId | null>(null)
  const place = followPlace({ rows, openId })
  onTestFinished(place.end)
  return {
    open: (n: number) => {
      openId.value = idOf(n)
    },
    show: (...some: number[]) => {
      rows.value = rowsOf(some)
    },
    /** The row that a step leads to; null where it stays. */
    next: (by: 1 | -1 = 1) => rows.value[place.from(by) + by]?.id ?? null,
  }
}

describe('the way through the list', () => {
  it('goes on below what was closed, or above it', () => {
    const { open, show, next } = aList(1, 2, 3, 4)
    open(2)
    expect([next(), next(-1)]).toEqual([idOf(3), idOf(1)])
    show(1, 3, 4)
    expect([next(), next(-1)]).toEqual([idOf(3), idOf(1)])
    show(5, 4, 1) // a new one came, and the next one left too
    expect(next()).toBe(idOf(4))
  })

  it('stays at an end, and begins at the first row from nothing', () => {
    const { open, show, next } = aList(1, 2, 3)
    expect([next(), next(-1)]).toEqual([idOf(1), idOf(3)])
    open(3)
    show(1, 2)
    expect([next(), next(-1)]).toEqual([null, idOf(2)])
    open(1)
    show(2)
    expect([next(), next(-1)]).toEqual([idOf(2), null])
  })

  it('begins anew in another list', () => {
    const { open, show, next } = aList(1, 2)
    open(2)
    show(7, 8)
    expect([next(), next(-1)]).toEqual([idOf(7), idOf(8)])
  })
})
