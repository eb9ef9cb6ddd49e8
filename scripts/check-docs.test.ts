import { describe, expect, it } from 'vitest'
import { checkExamples } from './check-docs/examples.ts'
import { checkFrames, checkObjects } from './check-docs/frames.ts'
import { checkGuarantees } from './check-docs/guarantees.ts'
import { checkLinks } from './check-docs/links.ts'
import { type Check, readFile } from './check-docs/page.ts'
import { checkInterleavings, checkRules } from './check-docs/rules.ts'
import { checkCloseCodes, checkCommands, checkKinds, checkLimits, checkRefusals } from './check-docs/tables.ts'

const FOLDER = 'docs/reference/protocol'
const page = (name: string) => `${FOLDER}/${name}.md`

/** What the check says of the page when `from` reads `to`; the page must hold it. */
async function saidOf(check: Check, name: string, from: string | RegExp, to: string): Promise<string[]> {
  const read = (file: string) => {
    const text = readFile(file)
    if (file !== page(name)) return text
    const broken = text.replace(from, to)
    if (broken === text) throw new Error(`${file} has no ${from}`)
    return broken
  }
  return (await check(read)).filter((problem) => problem.startsWith(page(name)))
}

const frames = checkExamples([page('frames')])
const vectors = checkExamples([page('events')])

describe('check-docs finds', () => {
  it.each([
    ['a frame without a section', checkFrames, 'frames', '### `unsub`', '### Nothing', 'nothing about `unsub`'],
    ['a section about no frame', checkFrames, 'frames', '### `unsub`', '### `unsubb`', '`unsubb` does not exist'],
    ['a field without a row', checkFrames, 'frames', '| `proof?` |', '| proof |', 'no row for proof?'],
    ['a row for no field', checkFrames, 'frames', '| `proof?` |', '| `prove?` |', 'no field prove?'],
    ['a field that is said to be needed', checkFrames, 'frames', '| `epoch?` |', '| `epoch` |', 'no row for epoch?'],
    ['a frame without an example', checkFrames, 'frames', '"t": "bye"', '"t": "by"', 'no example'],
    [
      'an object with a wrong row',
      checkObjects,
      'lists',
      '| `ord` | number |',
      '| `order` | number |',
      'no row for ord',
    ],
    ['a null that is not told', checkObjects, 'lists', '| `agt_…` or null |', '| `agt_…` |', 'may be null'],
    ['an example that does not parse', frames, 'frames', '"why": "diverged"', '"why": "other"', 'Invalid'],
    ['an example with a made-up field', frames, 'frames', '"t": "bye",', '"t": "bye", "x": 1,', 'do not exist'],
    ['an example without a label', frames, 'frames', '```json client-frame', '```json', 'says by no label'],
    ['a vector that the reducer contradicts', vectors, 'events', '"score": 5', '"score": 4', '"rating":4'],
    ['a message that folds otherwise', vectors, 'events', '"Hello again" }', '"Hello" }', 'the reducer makes'],
    ['a kind in the wrong column', checkKinds, 'events', '`conv.rate` |', '|', 'nothing about conv.rate'],
    ['a kind without a section', checkKinds, 'events', '### `conv.rate`', '### Rating', 'nothing about `conv.rate`'],
    ['a body with a wrong field', checkKinds, 'events', '| `score` |', '| `stars` |', 'no row for score'],
    [
      'a command by the wrong sender',
      checkCommands,
      'commands',
      '| visitors | `{ score',
      '| agents | `{ score',
      'conv.rate',
    ],
    ['a body that lacks a field', checkCommands, 'commands', '{ score, comment? }', '{ score }', 'comment'],
    ['a refusal that is not told', checkRefusals, 'commands', '| `closed` | no |', '| closed | no |', 'closed'],
    ['a wrong retry', checkRefusals, 'commands', '| `store` | yes |', '| `store` | no |', 'store, retry: yes'],
    [
      'a close code with a wrong name',
      checkCloseCodes,
      'connect',
      '`4429` | `tooFast`',
      '`4429` | `fast`',
      '4429 tooFast',
    ],
    ['a wrong default', checkLimits, 'limits', '| `inFlight` | 16 |', '| `inFlight` | 61 |', 'inFlight: 16'],
    [
      'a limit told by welcome without saying so',
      checkLimits,
      'limits',
      '**told**; one file',
      'one file',
      'attachmentBytes',
    ],
    [
      'a rule that is cited and not stated',
      checkRules,
      'rules',
      '- **SYNC-23** ',
      '- **SYNC 23** ',
      'SYNC-23, cited in',
    ],
    ['rules out of order', checkRules, 'rules', '- **SYNC-3** ', '- **SYNC-1** ', 'not in order'],
    [
      'an interleaving that is cited and not stated',
      checkInterleavings,
      'guarantees',
      '| `I10` |',
      '| I10 |',
      'I10, cited in',
    ],
    ['a guarantee without a section', checkGuarantees, 'guarantees', '## R07', '## R7', 'nothing about R07'],
    ['a test that is not there', checkGuarantees, 'guarantees', 'append.test.ts`', 'no.test.ts`', 'there is no'],
    [
      'a title that nobody has',
      checkGuarantees,
      'guarantees',
      '"R05 SYNC-22 numbers',
      '"R05 SYNC-22 counts',
      'has no test',
    ],
    [
      'a title of another guarantee',
      checkGuarantees,
      'guarantees',
      /R06 I15 sees.*/,
      'R34 fuzzed frames"',
      'has no test',
    ],
    [
      'a test of what is "not yet"',
      checkGuarantees,
      'guarantees',
      /(## R06\n)[^#]*/,
      '$1\nNot yet.\n\n',
      'has a test by now',
    ],
    ['a scenario that is not named', checkGuarantees, 'guarantees', /^- .*r01-crash.*\n/m, '', 'add the line'],
  ] as const)('%s', async (...row) => {
    const [, check, name, from, to, problem] = row
    expect((await saidOf(check, name, from, to)).join('\n')).toContain(problem)
  })

  it('a link to a section that is not there', async () => {
    const check: Check = (read) => checkLinks(read, page('connect'))
    expect(await saidOf(check, 'connect', '(frames.md#hello)', '(frames.md#helo)')).toHaveLength(1)
    expect(await saidOf(check, 'connect', '(frames.md#hello)', '(frame.md#hello)')).toHaveLength(1)
  })

  it('nothing in pages that are true', async () => {
    const checks = [
      checkFrames,
      checkObjects,
      checkKinds,
      checkCommands,
      checkRefusals,
      checkCloseCodes,
      frames,
      vectors,
    ]
    expect((await Promise.all(checks.map((check) => check(readFile)))).flat()).toEqual([])
  })
})
