import { describe, expect, it } from 'vitest'
import { createAdmission } from './admission.ts'

describe('admission', () => {
  it('R18 SYNC-53 lets in no more than its number in any second, wherever that begins', () => {
    let now = 900
    const mayCome = createAdmission(3, () => now)
    expect([mayCome(), mayCome(), mayCome(), mayCome()]).toEqual([true, true, true, false])
    now = 1_100
    expect(mayCome()).toBe(false)
    now = 1_900
    expect([mayCome(), mayCome(), mayCome(), mayCome()]).toEqual([true, true, true, false])
  })
})
