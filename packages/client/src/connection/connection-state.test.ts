import { describe, expect, it } from 'vitest'
import { afterLoss, backoffMs, type ConnectionState, connecting, stable, welcomed } from './connection-state.ts'

const online: ConnectionState = { phase: 'online', attempt: 3, transport: 'socket' }
const lost = (code: number, more: { repeated?: boolean; afterMs?: number; random?: number } = {}) =>
  afterLoss(online, { code, now: 1_000, random: 0.5, ...more })

describe('back-off', () => {
  it('SYNC-68 is drawn from nothing up to a ceiling that doubles, and ends at 20 s', () => {
    expect(backoffMs(0, 0)).toBe(0)
    expect([0, 1, 2, 3, 10].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 1_000, 2_000, 4_000, 20_000])
  })

  it('SYNC-68 keeps counting losses until the line was stable', () => {
    const again = welcomed(connecting(lost(1006)), 'socket')
    expect(again).toMatchObject({ attempt: 4 })
    expect(stable(again)).toMatchObject({ attempt: 0 })
  })

  it('waits as long as the server asks, and some more', () => {
    expect(lost(4429, { afterMs: 10_000 })).toMatchObject({ retryAt: 1_000 + 10_000 + 2_000 })
  })
})

describe('a closed socket', () => {
  it.each([
    ['forbidden', 4403, 'forbidden'],
    ['too many connections', 4409, 'too_many_connections'],
    ['a version no longer served', 4412, 'unsupported_version'],
  ])('SYNC-42 stops for good with %s', (_, code, reason) => {
    expect(lost(code)).toEqual({ phase: 'stopped', reason })
  })

  it.each([
    ['a drain', 4012],
    ['an instance that goes', 1001],
    ['a frame too large', 1009],
    ['an expired token', 4401],
    ['a malformed frame, the first time', 4400],
  ])('SYNC-42 resumes within half a second after %s', (_, code) => {
    expect(lost(code, { random: 1 })).toMatchObject({ phase: 'waiting', retryAt: 1_500 })
  })

  it('SYNC-42 stops when a second frame in a row was malformed', () => {
    expect(lost(4400, { repeated: true })).toEqual({ phase: 'stopped', reason: 'unsupported_version' })
  })

  it('backs off when a token is refused again and again', () => {
    expect(lost(4401, { repeated: true, random: 1 })).toMatchObject({ retryAt: 1_000 + 4_000 })
  })

  it.each([1006, 1011, 4408, 4999])('SYNC-42 means trouble with code %i: back off', (code) => {
    expect(lost(code)).toMatchObject({ phase: 'waiting', attempt: 4, retryAt: 1_000 + 2_000, downSince: 1_000 })
  })

  it('tells since when the line is down, over all tries', () => {
    const waiting = lost(1006)
    const later = afterLoss(connecting(waiting), { code: 1006, now: 60_000, random: 0 })
    expect(later).toMatchObject({ downSince: 1_000 })
  })
})
