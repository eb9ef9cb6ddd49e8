import { LIMITS } from '@parley/protocol/constants'
import { expect, it } from 'vitest'
import * as times from './times.ts'

/** Times of this package alone. */
const OWN = new Set(['TYPING_MS', 'ADOPT_MS', 'STORAGE_MS', 'PAGE_SIZE'])

it('SYNC-97 the times written out here are the protocol’s', () => {
  const shared = Object.entries(times).filter(([name]) => !OWN.has(name))
  for (const [name, value] of shared) {
    const key = name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    expect({ [key]: value }).toEqual({ [key]: LIMITS[key as keyof typeof LIMITS] })
  }
  expect(shared.length).toBeGreaterThan(15)
})
