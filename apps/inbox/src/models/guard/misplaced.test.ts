import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Mode } from '../drafts-model.ts'
import { namedIn } from '../mentions.ts'
import { createMisplaced } from './misplaced.ts'

const INES = { id: 'agt_00000000000000000002', name: 'Ines' } as const

function aGuard(mode: Mode, { firstName = 'Vera', only = undefined as Mode | undefined } = {}) {
  const guard = createMisplaced({
    ...{ mode: signal(mode), only, firstName: () => firstName },
    namedBy: (text) => namedIn(text, [INES]),
  })
  return { ...guard, meant: (text: string) => (guard.holds(text, null) ? guard.doubt.value?.meant : null) }
}

describe('what is typed in the wrong place', () => {
  it.each(['@Ines can you look?', 'He is angry again, @Ines'])('holds a reply that names a colleague: %s', (text) => {
    expect(aGuard('reply').meant(text)).toBe('note')
  })

  it.each([
    'Hi Vera, it is on its way',
    'vera, it is on its way',
    'Good morning! It is on its way',
    'Hallo Vera\nist unterwegs',
    'Sí',
  ])('holds a note that greets the visitor: %s', (text) => {
    expect(aGuard('note').meant(text)).toBe(text === 'Sí' ? null : 'reply')
  })

  it.each([
    'Vera wants a refund',
    'Hi @Ines, Vera is back',
    'Hi team, please look',
    'Hiking boots, size 40',
    'Veras Paket',
  ])('lets a note about the visitor go: %s', (text) => {
    expect(aGuard('note').meant(text)).toBe(null)
  })

  it.each(['Hi Vera, see you @ 5', 'write to ines@shop.example', '@Inesita is somebody else'])(
    'lets a reply go: %s',
    (text) => {
      expect(aGuard('reply').meant(text)).toBe(null)
    },
  )

  it('asks once: sent again it goes, and other words are looked at anew', () => {
    const { meant, doubt, end } = aGuard('reply')
    expect([meant('@Ines look'), meant('@Ines look'), doubt.value]).toEqual(['note', null, null])
    expect(meant('@Ines look now')).toBe('note')
    end()
    expect(doubt.value).toBe(null)
  })

  it('asks nothing without a name that greets nobody, nor among colleagues', () => {
    expect(aGuard('note', { firstName: '' }).meant('Hello Vera')).toBe(null)
    expect(aGuard('note', { only: 'note' }).meant('Hi Vera')).toBe(null)
    expect(aGuard('note', { firstName: 'V. (x' }).meant('Hi V. (x, hello')).toBe('reply')
  })
})
