import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { openEmbedded } from '@parley/database'
import { percentile, show } from './measure.ts'
import { fill } from './server/fill.ts'
import { newHome, signIn, startOurs } from './server/ours.ts'
import { textOf } from './server/words.ts'

const OPTIONS = {
  messages: { type: 'string', default: '1000000' },
  queries: { type: 'string', default: '40' },
} as const
/** Messages of a conversation. */
const LONG = 20
/** Agents who type at the same moment. */
const AT_ONCE = 4
/** The budget of the product: the 95th percentile, in milliseconds. */
const BUDGET_MS = 100
/** As many results as a page of the search shows. */
const LIMIT = 20

/** What shops write, and in each tenth message a number that no other has. */
const wordsOf = (n: number) => (n % 10 === 0 ? `${textOf(n)} Order ${codeOf(n)}` : textOf(n))
const codeOf = (n: number) => `k${n.toString(36)}z`

/** What agents type: words that 50,000 messages have, beginnings, numbers that one has, what nobody wrote. */
const KINDS: Record<string, (n: number) => string> = {
  'a word of many': (n) => ['kettle', 'parcel', 'wooden', 'voucher'][n % 4] ?? '',
  'two words of many': (n) => ['cracked teapot', 'blue mug', 'invoice friday', 'glass lid'][n % 4] ?? '',
  'the beginning of a word': (n) => ['te', 'inv', 'sec', 'str'][n % 4] ?? '',
  'one letter': (n) => 'tbsk'[n % 4] ?? '',
  'a number that one has': (n) => codeOf(n * 1230),
  'the beginning of a number': (n) => codeOf(n * 1230).slice(0, 3),
  'four words': (n) => ['does the blue teapot', 'sent the missing parcel', 'my mug arrived late'][n % 3] ?? '',
  'what nobody wrote': (n) => `bicycle ${n}`,
}

type Ask = (text: string) => Promise<number>

/** Milliseconds of each query, `AT_ONCE` of them under way at a time. */
async function timesOf(ask: Ask, textFor: (n: number) => string, queries: number): Promise<number[]> {
  const times: number[] = []
  let next = 0
  async function type(): Promise<void> {
    for (let n = next++; n < queries; n = next++) {
      const began = performance.now()
      await ask(textFor(n))
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, type))
  return times
}

async function askerOf(url: string): Promise<Ask> {
  const access = await signIn(url)
  return async (text) => {
    const query = new URLSearchParams({ text, limit: String(LIMIT) })
    const answer = await fetch(`${url}/api/v1/search?${query}`, { headers: { authorization: `Bearer ${access}` } })
    if (!answer.ok) throw new Error(`a search was answered ${answer.status}: ${await answer.text()}`)
    return ((await answer.json()) as { messages: unknown[] }).messages.length
  }
}

/** The floor: SQLite's own full-text index over the same texts, asked in this process, without rights or excerpts. */
function floorOf(messages: number): { ask: Ask; close(): void } {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='unicode61')")
  const insert = db.prepare('INSERT INTO said(rowid, text) VALUES (?, ?)')
  db.exec('BEGIN')
  for (let n = 0; n < messages; n++) insert.run(n + 1, wordsOf(n))
  db.exec('COMMIT')
  const find = db.prepare('SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid DESC LIMIT ?')
  const matchOf = (text: string) =>
    `${text
      .split(' ')
      .map((word) => `"${word}"`)
      .join(' AND ')}*`
  return { ask: async (text) => find.all(matchOf(text), LIMIT).length, close: () => db.close() }
}

async function measured(name: string, ask: Ask, queries: number): Promise<Map<string, number[]>> {
  const all = new Map<string, number[]>()
  for (const [kind, textFor] of Object.entries(KINDS)) {
    await ask(textFor(0)) // the first touches pages that the disk still has
    all.set(kind, await timesOf(ask, textFor, queries))
  }
  console.log(`${name}: ${queries} searches of each kind, ${AT_ONCE} at a time`)
  return all
}

/** Searching everything on the embedded store, through the running server, beside SQLite's own full-text index. */
export async function benchSearch(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const [messages, queries] = [Number(values.messages), Number(values.queries)]
  const home = await newHome('embedded')
  try {
    await (await startOurs(home)).stop()
    const store = await openEmbedded({ dir: home.dir })
    await fill(store.db, { conversations: Math.ceil(messages / LONG), messages: LONG, returning: 0, textOf: wordsOf })
    await store.close()
    console.log(`${show(messages)} messages stored`)
    const server = await startOurs(home)
    const ours = await measured('ours, over HTTP', await askerOf(server.url), queries).finally(() => server.stop())
    const floor = floorOf(messages)
    const theirs = await measured('floor, FTS5 in memory', floor.ask, queries)
    floor.close()
    report(ours, theirs)
  } finally {
    await home.remove()
  }
}

function report(ours: Map<string, number[]>, floor: Map<string, number[]>): void {
  const cells = (kind: string, times: number[], others: number[]) =>
    [kind.padEnd(28), ...[0.5, 0.95].map((share) => show(percentile(times, share)).padStart(9))].join('') +
    `${show(percentile(others, 0.95)).padStart(13)}`
  console.log(`${'milliseconds'.padEnd(28)}      p50      p95    floor p95`)
  for (const [kind, times] of ours) console.log(cells(kind, times, floor.get(kind) ?? []))
  const all = [...ours.values()].flat()
  console.log(cells('all of them', all, [...floor.values()].flat()))
  const p95 = percentile(all, 0.95)
  console.log(`budget: ${BUDGET_MS} ms at the 95th percentile: ${p95 <= BUDGET_MS ? 'met' : 'MISSED'}`)
  if (p95 > BUDGET_MS) process.exitCode = 1
}
