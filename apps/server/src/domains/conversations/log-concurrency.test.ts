import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbedded } from '@parley/database'
import { type Engine, engines, openTestDatabase } from '@parley/database/testing'
import type { Actor, ConversationId } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { findFaults, journalOf } from './testing/checker.ts'
import { aLog, anEmptyConversation, ensureLogIndexes, eventually, WORKSPACE } from './testing/log.ts'
import type { WriterJob } from './testing/writer.ts'

const CONVERSATIONS = 20
const COMMANDS = 45
const writer = path.join(import.meta.dirname, 'testing/writer.ts')

function start(job: WriterJob): { child: ChildProcess; ended: Promise<unknown> } {
  const file = `${job.journal}.job-${job.resume.length}.json` // too long for a command line
  writeFileSync(file, JSON.stringify(job))
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'inherit', 'inherit'] })
  return { child, ended: once(child, 'exit').then(([code]) => code) }
}

const lineCount = (file: string) => (existsSync(file) ? journalOf(file).length : 0)

/** As many processes as the engine allows; one of them is killed half-way and its successor resends. */
async function run(engine: Engine, location: string, writers: number, jobs: Pick<WriterJob, 'conversations'>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-journals-'))
  const journal = (i: number) => path.join(folder, `writer-${i}.jsonl`)
  const sender = (i: number): Actor => ({
    type: i === 0 ? 'visitor' : 'agent',
    id: `${i === 0 ? 'vis' : 'agt'}_0000000000000000000${i}`,
  })
  const job = (i: number): WriterJob => ({
    ...jobs,
    engine,
    location,
    journal: journal(i),
    sender: sender(i),
    commands: COMMANDS,
    resume: [],
    seed: 11 + i,
  })
  const running = Array.from({ length: writers }, (_, i) => start(job(i)))
  const victim = running[writers - 1]
  const half = CONVERSATIONS * COMMANDS
  await eventually(() => lineCount(journal(writers - 1)) > half, 40_000)
  victim?.child.kill('SIGKILL')
  await victim?.ended
  const successor = start({ ...job(writers - 1), resume: journalOf(journal(writers - 1)) })
  const codes = await Promise.all([...running.slice(0, -1), successor].map(({ ended }) => ended))
  const journals = Array.from({ length: writers }, (_, i) => journalOf(journal(i)))
  rmSync(folder, { recursive: true, force: true })
  return { codes, journals }
}

/** A store that other processes can open: MongoDB stays open here meanwhile, an embedded folder is closed and opened again. */
async function openShared(engine: Engine) {
  if (engine === 'mongodb') {
    const database = await openTestDatabase(engine)
    return { ...database, reopen: async () => database.db, remove: database.close }
  }
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-log-'))
  const store = await openEmbedded({ dir })
  let second: Awaited<ReturnType<typeof openEmbedded>> | null = null
  return {
    db: store.db,
    location: dir,
    async reopen() {
      second = await openEmbedded({ dir })
      return second.db
    },
    close: store.close,
    async remove() {
      await second?.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

describe.each(engines())('many writers of twenty conversations on the %s store', { timeout: 60_000 }, (engine) => {
  it('R03 R04 R05 R30 R38 I2 I3 I25 lose, double, reorder and miscount nothing, one of them killed half-way', async () => {
    const shared = await openShared(engine)
    await ensureLogIndexes(shared.db)
    const log = aLog(shared.db)
    const ids: ConversationId[] = []
    for (let i = 0; i < CONVERSATIONS; i++) ids.push((await log.conversations.insertOrFind(anEmptyConversation()))._id)
    if (engine === 'embedded') await shared.close()

    const writers = engine === 'embedded' ? 1 : 3
    const { codes, journals } = await run(engine, shared.location, writers, { conversations: ids })
    const db = await shared.reopen()
    const reader = aLog(db)
    // As the sweep does for what a crash left behind.
    await Promise.allSettled(ids.map((id) => reader.catchUp({ workspaceId: WORKSPACE, conversationId: id })))
    const faults = await findFaults(db, journals, ids)
    expect(faults.slice(0, 3).join('; ')).toBe('')
    expect(codes.every((code) => code === 0)).toBe(true)
    expect(await db.collection('events').countDocuments({ workspaceId: WORKSPACE })).toBe(
      CONVERSATIONS * COMMANDS * writers,
    )
    await shared.remove()
  }, 90_000)
})
