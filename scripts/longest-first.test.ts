import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { TestSpecification, Vitest } from 'vitest/node'
import { LONGEST, LongestFirst, root } from './longest-first.ts'

const [longest = '', next = ''] = LONGEST
const OTHER = 'apps/e2e/src/identity.test.ts'

/** As much of a file's specification as is looked at. */
const spec = (file: string, groupOrder: number) =>
  ({
    moduleId: path.join(root, file),
    project: { name: `group ${groupOrder}`, config: { isolate: true, sequence: { groupOrder } } },
  }) as unknown as TestSpecification
const unknown = { config: { root }, cache: { getTestSpecificationResult: () => undefined } } as unknown as Vitest

it('knows files that are there', () => {
  expect(LONGEST.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

it('begins with the longest, and leaves groups one after the other', async () => {
  const files = [spec(OTHER, 1), spec(next, 1), spec('scripts/longest-first.ts', 0), spec(OTHER, 0), spec(longest, 1)]
  const sorted = await new LongestFirst(unknown).sort(files)
  expect(sorted.map(({ moduleId }) => path.relative(root, moduleId))).toEqual([
    ...[OTHER, 'scripts/longest-first.ts'],
    ...[longest, next, OTHER],
  ])
})
