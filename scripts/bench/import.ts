import { parseArgs } from 'node:util'
import { show } from './measure.ts'
import { newHome, signIn, startOurs } from './server/ours.ts'

const OPTIONS = {
  rows: { type: 'string', default: '100000' },
  store: { type: 'string', default: 'embedded' },
} as const
/** Rows of one part, and one row of so many that holds no address: 500 of 100,000. */
const PART = 200
const BAD = 200

const COLUMNS = [
  { header: 'id', target: 'externalId' },
  { header: 'name', target: 'name' },
  { header: 'mail', target: 'email' },
  { header: 'phone', target: 'phone' },
]
const rowOf = (n: number) =>
  n % BAD === 7
    ? [`id-${n}`, `Bad ${n}`, 'no address', '']
    : [`id-${n}`, `Person ${n} of Town ${n % 100}`, `p${n}@example.com`, `+49 30 ${1_000_000 + n}`]

type Import = { id: string; state: string; at: number; total: number; counts: Record<string, number> }

/** The calls of an administrator; who he is goes with each server. */
async function callerOf(url: string) {
  const access = await signIn(url)
  return async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Import> => {
    const answer = await fetch(`${url}/api/v1/contact-imports${path}`, {
      method,
      headers: { authorization: `Bearer ${access}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Import
  }
}
type Call = Awaited<ReturnType<typeof callerOf>>

async function until(call: Call, id: string, isThere: (now: Import) => boolean): Promise<Import> {
  for (;;) {
    const now = await call(`/${id}`)
    if (isThere(now)) return now
    await new Promise((done) => setTimeout(done, 200))
  }
}

async function timed<T>(what: string, rows: number, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  console.log(`${what.padEnd(34)} ${show(seconds).padStart(8)} s ${show(rows / seconds).padStart(10)} rows/s`)
  return result
}

async function send(call: Call, rows: number): Promise<string> {
  const { id } = await call('', { name: 'people.csv', columns: COLUMNS, tags: ['bench'], total: rows })
  for (let part = 0; part * PART < rows; part++) {
    const count = Math.min(PART, rows - part * PART)
    await call(`/${id}/rows`, { part, rows: Array.from({ length: count }, (_, n) => rowOf(part * PART + n)) })
  }
  return id
}

/** A file of 100,000 rows, 500 of them wrong: sent, looked through, written, and gone on with after the server was killed. */
export async function benchImport(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const rows = Number(values.rows)
  const home = await newHome(values.store === 'mongodb' ? 'mongodb' : 'embedded')
  try {
    const first = await startOurs(home)
    const call = await callerOf(first.url)
    const id = await timed('sent in parts of 200', rows, () => send(call, rows))
    const checked = await timed('looked through without a change', rows, async () => {
      await call(`/${id}/check`, undefined, 'POST')
      return until(call, id, ({ state }) => state === 'checked')
    })
    await call(`/${id}/run`, undefined, 'POST')
    const half = await timed('written to the middle', rows / 2, () => until(call, id, ({ at }) => at >= rows / 2))
    await first.kill()
    console.log(`killed at row ${half.at}`)
    const second = await startOurs(home)
    const again = await callerOf(second.url)
    const done = await timed('the rest, by another process', rows - half.at, () =>
      until(again, id, ({ state }) => state === 'done'),
    )
    await second.stop()
    report(rows, checked, done)
  } finally {
    await home.remove()
  }
}

/** What the check foretold is what was written, whatever died between. */
function report(rows: number, { counts: foretold }: Import, { counts }: Import): void {
  const bad = Math.ceil((rows - 7) / BAD)
  const isRight = JSON.stringify(counts) === JSON.stringify(foretold) && counts['refused'] === bad
  console.log(
    `foretold ${JSON.stringify(foretold)}\nwritten  ${JSON.stringify(counts)}: ${isRight ? 'right' : 'WRONG'}`,
  )
  if (!isRight) process.exitCode = 1
}
