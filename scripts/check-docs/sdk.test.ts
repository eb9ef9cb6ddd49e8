import { describe, expect, it } from 'vitest'
import { gapsOf, readApi } from '../sdk-reference/api.ts'
import { LIST, PAGE } from '../sdk-reference/files.ts'
import { readFile } from './page.ts'
import { checkSdk } from './sdk.ts'

/** What the check says when a file has `to` in the place of `from`. */
async function saidOf(file: string, from: string | RegExp, to: string): Promise<string> {
  const problems = await checkSdk((name) => {
    const text = readFile(name)
    if (name !== file) return text
    const broken = text.replace(from, to)
    if (broken === text) throw new Error(`${file} has no ${from}`)
    return broken
  })
  return problems.join('\n')
}

describe('the reference of the SDK', () => {
  it.each([
    ['a method without a row', PAGE, /^\| `close\(\).*\n/m, '', 'write it anew'],
    ['an event that does not exist', PAGE, '`conversation:rated`', '`conversation:judged`', 'write it anew'],
    ['a part that is gone', PAGE, '<!-- from the types: hooks -->', '', 'has no part "hooks"'],
    [
      'an attribute that is not told',
      PAGE,
      /`data-chat-unread`/g,
      '`data-chat-count`',
      'the attribute data-chat-unread',
    ],
    ['a playground without a method', LIST, '"name": "close"', '"name": "shut"', 'write it anew'],
  ])('%s is found', async (...[, file, from, to, problem]) => {
    expect(await saidOf(file, from, to)).toContain(problem)
  })

  it('finds a method without an example or words, and a type of methods that no heading holds', async () => {
    const api = await readApi()
    const [first] = api.groups
    const bare = {
      name: 'wave',
      text: 'wave(): void',
      isOptional: false,
      says: '',
      example: '',
      args: [],
      isAbsent: false,
    }
    expect(
      gapsOf({
        ...api,
        groups: [
          { title: first?.title ?? '', methods: [bare] },
          { title: 'None', methods: [] },
        ],
      }),
    ).toEqual(
      expect.arrayContaining([
        'the group None is empty',
        'wave has no example in examples/single-page-app/src/calls',
        'wave has no doc comment in the types',
      ]),
    )
    expect(gapsOf(api)).toEqual([])
  })
})
