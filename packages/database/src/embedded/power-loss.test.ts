import { existsSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openEmbedded } from './open-embedded.ts'
import {
  type Cut,
  cutsAtFlushes,
  cutsAtRandomBytes,
  cutsAtStart,
  cutsWithLoss,
  damagedTails,
  tailCuts,
} from './power-loss-cuts.ts'
import type { PowerDoc } from './power-loss-doc.ts'
import { randomOf } from './power-loss-random.ts'
import { compileRecorder, type Recording, recordCalls, recordCopies } from './power-loss-record.ts'
import { startIn, writeImage } from './power-loss-verdict.ts'

/**
 * R02: what a power cut leaves of a store that was written to under load, at any moment of it, is recovered: with all that
 * was acknowledged by then, nothing half, nothing wrong.
 *
 * The true system calls of a writing process are recorded (power-loss-recorder.c) where there are Linux and a compiler
 * (`apt-get install gcc`); without, its files are copied between rounds, which can not see whether anything was flushed.
 * `SEED=` repeats the choices. `LONG=1 npm test -- power-loss` takes ten times as many copies, of three times the work, and
 * every byte of the last 4 KB of a log.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const times = process.env['LONG'] === '1' ? 10 : 1
const ROUNDS = 10 * (times === 1 ? 1 : 3)
const RANDOM_BYTES = 500
const LOSSES = 100
/** A start through the public door takes some hundred ms: one copy in so many. */
const WHOLE_EVERY = 150
/** Copies are started from here where it exists: thousands of flushes of copies prove nothing and take minutes. */
const MEMORY = '/dev/shm'

vi.setConfig({ testTimeout: 120_000 * times, hookTimeout: 120_000 * times })

const library = compileRecorder()
const tally: string[] = []
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'parley-power-'))
})
afterAll(() => {
  process.stderr.write(`R02 power loss, SEED=${seed}\n${tally.join('\n')}\n`)
  for (const folder of [dir, library && path.dirname(library)]) if (folder) rmSync(folder, { recursive: true })
})

/** The same image through the public door. */
async function openWhole(image: Cut['image'], docs: readonly PowerDoc[]): Promise<string[]> {
  const folder = path.join(dir, 'whole')
  writeImage(folder, image)
  const store = await openEmbedded({ dir: folder, sweepEveryMs: 0 })
  try {
    const wrong = (await store.check()).filter(({ wrong, entries, expected }) => wrong > 0 || entries !== expected)
    const found = await store.db.collection<PowerDoc>('docs').countDocuments({ w: 'w' })
    return [...wrong.map(({ index }) => `index ${index}`), ...(found === docs.length ? [] : [`${found} documents`])]
  } finally {
    await store.close()
  }
}

async function faultsAt({ image, told }: Cut, isWhole: boolean): Promise<{ refused: string | null; faults: string[] }> {
  const folder = path.join(dir, 'case')
  writeImage(folder, image)
  const outcome = startIn(folder)
  if (outcome.is === 'refused') return { refused: outcome.message, faults: [] }
  const faults = [...outcome.wrongIndexes.map((index) => `index: ${index}`), ...told.faultsOf(outcome.docs)]
  return { refused: null, faults: isWhole ? [...faults, ...(await openWhole(image, outcome.docs))] : faults }
}

/** Starts from every cut; tells what is wrong with the first few, in words. */
async function judge(name: string, cuts: Iterable<Cut>): Promise<string> {
  const count = { copies: 0, recovered: 0, refused: 0, faulty: 0 }
  const wrong: string[] = []
  for (const cut of cuts) {
    const { refused, faults } = await faultsAt(cut, count.copies++ % WHOLE_EVERY === WHOLE_EVERY - 1)
    count[refused === null ? 'recovered' : 'refused']++
    if (faults.length > 0) count.faulty++
    if (refused !== null) wrong.push(`${cut.where}: refused: ${refused}`)
    else if (faults.length > 0) wrong.push(`${cut.where}: ${faults.slice(0, 3).join(', ')} (${faults.length})`)
  }
  const { copies, recovered, refused, faulty } = count
  tally.push(`  ${name}: ${copies} copies, ${recovered} recovered, ${refused} refused, ${faulty} with loss or fault`)
  expect(copies).toBeGreaterThan(0)
  return wrong.slice(0, 3).join('; ')
}

const sources = [
  { from: 'system calls', record: () => recordCalls(library ?? '', { seed, rounds: ROUNDS }) },
  { from: 'copies', record: () => recordCopies({ seed, rounds: ROUNDS }) },
] as const

describe.each(sources)('R02 SYNC-7 a power cut, by $from', ({ from, record }) => {
  const isSkipped = from === 'system calls' && library === null
  /** Copies know less than calls; where there are both, they are tried for themselves. */
  const share = from === 'copies' && library !== null ? 0.2 : times
  let recording: Recording
  beforeAll(async () => {
    if (!isSkipped) recording = await record()
  })

  it.skipIf(isSkipped)('at every flush and acknowledgement, with all or nothing of what was not flushed', async () => {
    expect(await judge(`${from}, at every flush`, cutsAtFlushes(recording, randomOf(seed)))).toBe('')
  })

  // Between rounds it is made already.
  if (from === 'system calls')
    it.skipIf(isSkipped)('while the store is made', async () => {
      expect(await judge(`${from}, while it is made`, cutsAtStart(recording, randomOf(seed)))).toBe('')
    })

  it.skipIf(isSkipped)('at random bytes of all that is written', async () => {
    const cuts = cutsAtRandomBytes(recording, RANDOM_BYTES * share, randomOf(seed))
    expect(await judge(`${from}, at random bytes`, cuts)).toBe('')
  })

  it.skipIf(isSkipped).each(['lost', 'zeros', 'garbage'] as const)(
    'that keeps some sectors of what was not flushed; the others are %s',
    async (fate) => {
      const cuts = cutsWithLoss(recording, { count: LOSSES * share, fate, random: randomOf(seed) })
      expect(await judge(`${from}, sectors ${fate}`, cuts)).toBe('')
    },
  )

  if (from === 'system calls')
    it.skipIf(isSkipped)(
      'is told from a log that was damaged, or cut, when it had been moved: that is refused',
      async () => {
        const silent: string[] = []
        let copies = 0
        for (const cut of damagedTails(recording, randomOf(seed))) {
          copies++
          if ((await faultsAt(cut, false)).refused === null) silent.push(cut.where)
        }
        tally.push(`  ${from}, damage behind a checkpoint: ${copies} copies, ${copies - silent.length} refused`)
        expect(copies).toBeGreaterThan(0)
        expect(silent.slice(0, 3).join('; ')).toBe('')
      },
    )

  it.skipIf(isSkipped)('in the middle of a checkpoint, that keeps some sectors of some pages', async () => {
    const cuts = cutsWithLoss(recording, {
      count: LOSSES * 2 * share,
      fate: 'garbage',
      random: randomOf(seed),
      file: 'parley.sqlite',
    })
    expect(await judge(`${from}, torn checkpoint`, cuts)).toBe('')
  })
})

describe('R02 the last 4 KB of a log', () => {
  it('are cut at any byte: the store starts with what was acknowledged by then', async () => {
    // Of copies, enough that in one round between two the log did not start anew.
    const recording = await (library ? recordCalls(library, { seed, rounds: 3 }) : recordCopies({ seed, rounds: 12 }))
    const every = times === 1 ? 6 : 1
    expect(await judge('the last 4 KB of a log', tailCuts(recording, every, randomOf(seed)))).toBe('')
  })
})
