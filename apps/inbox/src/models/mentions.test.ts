import type { Named } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { anAgent } from '../testing/records.ts'
import { fitting, mentionables, namedIn, partsOf } from './mentions.ts'

const INES: Named = { id: 'agt_00000000000000000001', name: 'Ines' }
const INES_DUARTE: Named = { id: 'agt_00000000000000000002', name: 'Ines Duarte' }
const ZOE: Named = { id: 'agt_00000000000000000003', name: 'Zoë' }

describe('names in a note', () => {
  it('are found where an @ stands before them, the longest first, each once', () => {
    expect(namedIn('@Ines Duarte and @Ines, and @Ines again', [INES, INES_DUARTE])).toEqual([INES_DUARTE, INES])
  })

  it('are whole words', () => {
    expect(namedIn('@Inessa, Ines, mail@Ines_x', [INES])).toEqual([])
    expect(namedIn('(@Zoë!)', [ZOE])).toEqual([ZOE])
  })

  it('cut the text and leave nothing out', () => {
    const parts = partsOf('ask @Ines, or @nobody', [INES])
    expect(parts).toEqual([
      { text: 'ask ', named: null },
      { text: '@Ines', named: INES },
      { text: ', or @nobody', named: null },
    ])
    expect(partsOf('', [INES])).toEqual([])
  })
})

describe('whom a note may name', () => {
  const where = { departmentId: 'dep_00000000000000000001', assigneeId: null } as const
  const agents = [
    anAgent({ id: 'agt_00000000000000000004', name: 'Omar', role: 'agent', departmentIds: [] }),
    anAgent({ id: 'agt_00000000000000000005', name: 'Ines', role: 'agent', departmentIds: [where.departmentId] }),
    anAgent({ id: 'agt_00000000000000000006', name: 'Sue', role: 'supervisor', departmentIds: [] }),
  ]

  it('says of each colleague whether he may read it, and puts those first', () => {
    const all = mentionables(agents, [{ id: where.departmentId, name: 'Support' }], { where, all: 'Everyone' })
    expect(all.map(({ name, is, isReached }) => [name, is, isReached])).toEqual([
      ['Ines', 'agent', true],
      ['Sue', 'agent', true],
      ['Omar', 'agent', false],
      ['Support', 'department', true],
      ['Everyone', 'all', true],
    ])
    expect(
      mentionables(agents, [], { where: { ...where, assigneeId: agents[0]?.id ?? null }, all: 'x' })[1],
    ).toMatchObject({ name: 'Omar', isReached: true })
  })

  it('is found by the beginning of any of his names, whatever the accents', () => {
    const all = [INES_DUARTE, ZOE]
    expect(fitting(all, 'dua')).toEqual([INES_DUARTE])
    expect(fitting(all, 'zoe')).toEqual([ZOE])
    expect(fitting(all, '')).toEqual(all)
    expect(fitting(all, 'x')).toEqual([])
  })
})
