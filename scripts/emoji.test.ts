import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { packedEmoji } from './emoji.ts'

it('the emoji that the picker loads are those of the list', () => {
  const data = new URL('../packages/ui/src/emoji/data.ts', import.meta.url)
  expect(readFileSync(data, 'utf8') === packedEmoji(), 'run: node scripts/emoji.ts').toBe(true)
})
