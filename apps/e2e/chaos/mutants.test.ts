import { expect, it } from 'vitest'
import { mutantsById } from './mutants.ts'

it('has a mutant for every guarantee and every interleaving that the product has parts for', () => {
  const without = [...mutantsById()].filter(([, names]) => names.length === 0).map(([id]) => id)
  expect(without).toEqual([])
})
