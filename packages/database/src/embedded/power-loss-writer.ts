import { once } from 'node:events'
import { existsSync, writeSync } from 'node:fs'
import path from 'node:path'
import process, { argv } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { type EmbeddedStore, openEmbedded } from './open-embedded.ts'
import { type PowerDoc, sumOf } from './power-loss-doc.ts'
import { type Random, randomOf } from './power-loss-random.ts'

/**
 * Run as a process of its own by power-loss.test.ts: writes as the server does, many at once, and tells on standard output,
 * line by line, what it sends (`s`) and what was acknowledged (`a`). Between two rounds nothing is under way; with `wait`
 * it tells its parent and goes on when it is answered.
 * Arguments: folder, seed, number of rounds, `wait` or `go`.
 */
const WRITERS = 12
const STDOUT = 1
/** So many writes make the keeper checkpoint at once, beside what is written meanwhile. */
const WRITES_PER_CHECKPOINT = 1000

/** Whether to wait between two rounds. */
export type WriterMode = 'go' | 'wait'

const [, , folder = '', seed = '1', count = '0', mode = 'go'] = argv

type Told = { id: string; step: number; sum: string; batch: string }

const say = (lines: readonly string[]) => writeSync(STDOUT, lines.map((line) => `${line}\n`).join(''))
const sent = ({ id, step, sum, batch }: Told) => `s ${id} ${step} ${sum} ${batch}`
const acknowledged = ({ id, step }: Told) => `a ${id} ${step}`

let numbers = 0
function aDoc(random: Random, _id: string, version: number, batch: string | null = null): PowerDoc {
  const length = random() < 0.03 ? 9000 : Math.floor(random() * 300)
  const tags = Array.from({ length: Math.floor(random() * 4) }, () => `t${Math.floor(random() * 20)}`)
  const text = Array.from({ length: length / 10 }, () => random().toString(36).slice(2, 12)).join('')
  const doc = { _id, w: 'w', nr: ++numbers, version, tags: [...new Set(tags)], text, batch }
  return { ...doc, sum: sumOf(doc) }
}

/** What one writer does in a round: a document of its own through its life, or a batch. */
async function write({ db }: EmbeddedStore, random: Random, id: string): Promise<void> {
  const docs = db.collection<PowerDoc>('docs')
  async function tell(told: readonly Told[], work: () => Promise<unknown>): Promise<void> {
    say(told.map(sent))
    await work()
    say(told.map(acknowledged))
  }
  if (random() < 0.15) {
    const batch = Array.from({ length: 2 + Math.floor(random() * 9) }, (_, i) => aDoc(random, `${id}-${i}`, 0, id))
    const told = batch.map(({ _id, sum }) => ({ id: _id, step: 1, sum, batch: id }))
    return tell(told, () => docs.insertMany(batch))
  }
  const first = aDoc(random, id, 0)
  await tell([{ id, step: 1, sum: first.sum, batch: '-' }], () => docs.insertOne(first))
  const changes = Math.floor(random() * 3)
  for (let version = 1; version <= changes; version++) {
    const { _id, ...fields } = aDoc(random, id, version)
    const told = { id, step: version + 1, sum: fields.sum, batch: '-' }
    await tell([told], () => docs.updateOne({ _id }, { $set: fields }))
  }
  if (random() < 0.7) await tell([{ id, step: changes + 2, sum: '-', batch: '-' }], () => docs.deleteOne({ _id: id }))
}

/** Writes that change nothing, but count. */
const nothing = () => Array.from({ length: WRITES_PER_CHECKPOINT }, () => ({ deleteOne: { filter: { _id: 'none' } } }))

/**
 * Until all of the log has been in the file once. Whether that happens beside the rounds, where others write too, is for
 * the machine to say; what is to be tried behind a checkpoint needs one.
 */
async function untilMoved({ db }: EmbeddedStore, dir: string): Promise<void> {
  while (!existsSync(path.join(dir, 'parley.sqlite-note'))) {
    await db.collection<PowerDoc>('docs').bulkWrite(nothing())
    await pause(10)
  }
}

async function run(dir: string, rounds: readonly number[], random: Random): Promise<void> {
  const store = await openEmbedded({ dir, sweepEveryMs: 0 })
  await store.db
    .collection<PowerDoc>('docs')
    .createIndexes([
      { key: { w: 1, nr: 1 }, unique: true },
      { key: { w: 1, tags: 1 } },
      { key: { w: 1, version: 1 }, partialFilterExpression: { version: { $gt: 0 } } },
    ])
  for (const round of rounds) {
    const writers = Array.from({ length: WRITERS }, (_, i) => write(store, random, `${round}.${i}`))
    if (random() < 0.3) await store.db.collection<PowerDoc>('docs').bulkWrite(nothing())
    await Promise.all(writers)
    if (mode === 'wait') {
      const answered = once(process, 'message')
      process.send?.('round')
      await answered
    }
  }
  await untilMoved(store, dir)
  await store.close()
}

const random = randomOf(Number(seed))
const rounds = Array.from({ length: Number(count) }, (_, i) => i)
const half = Math.ceil(rounds.length / 2)
// A start behind an orderly end is part of a store's life.
await run(folder, rounds.slice(0, half), random)
await run(folder, rounds.slice(half), random)
if (mode === 'wait') process.disconnect()
