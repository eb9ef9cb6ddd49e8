import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { storesFolder } from '../testing.ts'
import type { CrashDoc } from './crash-writer.ts'
import { openEmbedded } from './open-embedded.ts'

const KILLS = 20
/** Acknowledged writes after which a process is killed, each time another number. */
const acknowledgedBeforeKill = (round: number) => 100 + ((round * 137) % 900)

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(storesFolder(), 'parley-crash-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

function collect(child: ChildProcess, acknowledged: Map<string, number>, enough: number): Promise<void> {
  let rest = ''
  let count = 0
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`writer ended: ${code}`)),
    )
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [id = '', version] = line.split(' ')
        acknowledged.set(id, Number(version))
      }
      count += lines.length
      if (count >= enough) child.kill('SIGKILL')
    })
  })
}

async function crash(round: number, acknowledged: Map<string, number>): Promise<void> {
  const script = path.join(import.meta.dirname, 'crash-writer.ts')
  const child = spawn(process.execPath, [script, dir, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await collect(child, acknowledged, acknowledgedBeforeKill(round))
  if (!child.stdout?.readableEnded) await once(child.stdout ?? child, 'close')
}

/** What is missing of what was acknowledged. */
async function lost(acknowledged: ReadonlyMap<string, number>): Promise<string[]> {
  const store = await openEmbedded({ dir, sweepEveryMs: 0 })
  try {
    const found = new Map<string, number>()
    for await (const doc of store.db.collection<CrashDoc>('docs').find({ w: 'w' })) found.set(doc._id, doc.version)
    for (const index of await store.check()) expect(index).toMatchObject({ wrong: 0, entries: index.expected })
    return [...acknowledged].flatMap(([id, version]) => ((found.get(id) ?? -1) >= version ? [] : [id]))
  } finally {
    await store.close()
  }
}

it('R01 what was acknowledged survives 20 kills under 32 writers, and indexes equal documents', async () => {
  const acknowledged = new Map<string, number>()
  for (let round = 0; round < KILLS; round++) {
    await crash(round, acknowledged)
    expect(await lost(acknowledged)).toEqual([])
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS * 50)
}, 120_000)
