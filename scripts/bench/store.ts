import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median, rate, show } from './measure.ts'
import { type Engine, openParley, openRaw, type Row } from './store-engines.ts'

const LOADED = 20_000
const ROUNDS = 3
const TEAMS = 20
const STATUSES = ['open', 'pending', 'closed']

function rowOf(n: number): Row {
  return {
    _id: `cnv_${String(n).padStart(20, '0')}`,
    team: `dep_${n % TEAMS}`,
    status: STATUSES[n % STATUSES.length] ?? '',
    updatedAt: new Date(1_700_000_000_000 + ((n * 7919) % LOADED) * 1000),
    email: `visitor-${n}@example.com`,
    n: 0,
    text: 'Hello, is the blue one in stock, and would it be here by Friday if I order today? '.repeat(2),
  }
}

/** Name, operations, how many at a time, and the operation itself. */
type Case = [name: string, total: number, writers: number, run: (engine: Engine, n: number) => Promise<unknown>]

const cases: Case[] = [
  ['insert, 1 at a time', 500, 1, (engine, n) => engine.insert(rowOf(1_000_000 + n))],
  ['insert, 64 at a time', 20_000, 64, (engine, n) => engine.insert(rowOf(2_000_000 + n))],
  ['insert 1,000 in one call (calls)', 10, 1, (engine, n) => engine.insertMany(rowsFrom(3_000_000 + n * 1000, 1000))],
  ['find one and update by id, 64 at a time', 5000, 64, (engine, n) => engine.bump(rowOf((n * 31) % LOADED)._id)],
  ['newest 50 by compound index', 1000, 4, (engine, n) => engine.page(`dep_${n % TEAMS}`, STATUSES[n % 3] ?? '')],
  ['find one by unique field, 16 at a time', 10_000, 16, (engine, n) => engine.byEmail(rowOf((n * 17) % LOADED).email)],
]

function rowsFrom(first: number, count: number): Row[] {
  return Array.from({ length: count }, (_, n) => rowOf(first + n))
}

async function round(open: (dir: string) => Engine | Promise<Engine>): Promise<number[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-bench-'))
  const engine = await open(dir)
  try {
    for (let n = 0; n < LOADED; n += 1000) await engine.insertMany(rowsFrom(n, 1000))
    const rates: number[] = []
    for (const [, total, writers, run] of cases) rates.push(await rate(total, writers, (n) => run(engine, n)))
    return rates
  } finally {
    await engine.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

const middle = (rounds: number[][], at: number): number => median(rounds.map((rates) => rates[at] ?? Number.NaN))

/** The embedded engine beside hand-written SQL on the same `node:sqlite`, both flushing before they answer. */
export async function benchStore(): Promise<void> {
  const ours: number[][] = []
  const raw: number[][] = []
  for (let n = 0; n < ROUNDS; n++) {
    ours.push(await round(openParley))
    raw.push(await round((dir) => openRaw(path.join(dir, 'raw.sqlite'))))
  }
  console.log(`${LOADED.toLocaleString('en-US')} documents of about 300 B, median of ${ROUNDS} rounds, operations/s`)
  console.log(`${''.padEnd(42)}${'embedded'.padStart(10)}${'raw'.padStart(10)}${'ratio'.padStart(8)}`)
  for (const [at, [name]] of cases.entries()) {
    const [mine, other] = [middle(ours, at), middle(raw, at)]
    const figures = `${show(mine).padStart(10)}${show(other).padStart(10)}${(mine / other).toFixed(2).padStart(8)}`
    console.log(`${name.padEnd(42)}${figures}`)
  }
}
