import { describe, expect, it } from 'vitest'
import { createSealer } from './sealed.ts'

const PLACE = { workspaceId: 'wsp_00000000000000000001', field: 'keys.secret', id: 'idk_1' } as const

describe('a sealed secret', () => {
  const sealer = createSealer('a secret of the server')

  it('S12 N96 opens where it was sealed, and is another text each time', () => {
    const sealed = sealer.seal('hidden', PLACE)
    expect(sealed).toMatch(/^[\w-]{8}:[\w-]{16}:[\w-]+$/)
    expect(sealed).not.toContain('hidden')
    expect(sealer.seal('hidden', PLACE)).not.toBe(sealed)
    expect(sealer.open(sealed, PLACE)).toBe('hidden')
  })

  it.each([
    ['another workspace', { ...PLACE, workspaceId: 'wsp_00000000000000000002' as const }],
    ['another field', { ...PLACE, field: 'keys.other' }],
    ['another document', { ...PLACE, id: 'idk_2' }],
  ])('S12 does not open in %s', (_where, place) => {
    expect(() => sealer.open(sealer.seal('hidden', PLACE), place)).toThrow()
  })

  it('S12 does not open once it was changed, or under another secret of the server', () => {
    const sealed = sealer.seal('hidden', PLACE)
    const [kid, nonce, body = ''] = sealed.split(':')
    const flipped = `${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}`
    expect(() => sealer.open([kid, nonce, flipped].join(':'), PLACE)).toThrow()
    expect(() => sealer.open([kid, nonce, ''].join(':'), PLACE)).toThrow()
    expect(() => createSealer('another').open(sealed, PLACE)).toThrow(/another PARLEY_SECRET/)
  })
})
