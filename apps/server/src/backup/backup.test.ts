import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbedded, openMongo, type Store } from '@parley/database'
import { type Engine, engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../cli/commands.ts'
import { readConfig } from '../config.ts'
import { beginRestore, epochOf } from '../database/epoch.ts'
import { createLeases } from '../jobs/leases.ts'
import { systemClock } from '../lib/clock.ts'
import { blobPath } from '../storage/disk-blob-store.ts'
import { startWorld, type World } from '../testing.ts'
import { sumOf, writeSums } from './files.ts'
import { lastBackup } from './last-backup.ts'
import { restoreBackup } from './restore.ts'
import { takeBackup } from './take.ts'

const quiet = () => undefined
const nothing = async () => undefined

describe.each(engines())('a backup of the %s store', { timeout: 30_000 }, (engine) => {
  let world: World
  let home: string
  const ends: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'parley-backups-'))
    world = await startWorld(engine)
    const tenant = await world.addTenant('acme')
    const visitor = await world.addVisitor(tenant.site)
    await world.addConversation(visitor, 'Is it in stock?')
  })
  afterAll(async () => {
    await world.stop()
    for (const end of ends) await end()
    await rm(home, { recursive: true, force: true })
  })

  /** A backup that begins after `before`, just as the store is to be copied. */
  async function backUp(name: string, before: () => Promise<unknown> = nothing): Promise<string> {
    const folder = path.join(home, name)
    const store: Store = {
      ...world.store,
      copyTo: async (...to) => {
        await before()
        return world.store.copyTo(...to)
      },
    }
    await takeBackup({ ...world.deps, store }, folder, quiet)
    return folder
  }

  /** An empty installation. */
  async function elsewhere() {
    const dataDir = await mkdtemp(path.join(home, 'data-'))
    if (engine === 'embedded') return readConfig({ DATA_DIR: dataDir })
    const database: TestDatabase = await openTestDatabase('mongodb')
    ends.push(() => database.close())
    return readConfig({ DATA_DIR: dataDir, MONGODB_URI: database.location, PARLEY_SECRET: 'x'.repeat(32) })
  }
  type Place = Awaited<ReturnType<typeof elsewhere>>

  const restore = (folder: string, target: Place, replace = false) =>
    restoreBackup(target, { folder, replace, tell: quiet })

  async function reading<T>({ dataDir, mongodbUri }: Place, read: (db: Store['db']) => Promise<T>): Promise<T> {
    const store = mongodbUri ? await openMongo(mongodbUri) : await openEmbedded({ dir: dataDir })
    try {
      return await read(store.db)
    } finally {
      await store.close()
    }
  }

  const blobsIn = async (db: Store['db']) => {
    const found = db.collection<{ _id: string; blobKey: string }>('attachments').find({ _id: { $gt: '' } })
    return (await found.sort({ _id: 1 }).toArray()).map(({ blobKey }) => blobKey)
  }

  const speakWithFile = async () => {
    const [workspace] = await world.domains.workspaces.list()
    const [site] = workspace ? await world.domains.sites.list(workspace._id) : []
    if (site) await world.addConversation(await world.addVisitor(site), 'One more, just now')
  }

  it('R31 has the file of every message in it, of one too that came just before the store’s turn', async () => {
    const before = await world.store.db.collection<{ _id: string }>('attachments').countDocuments({ _id: { $gt: '' } })
    const folder = await backUp('just-now', speakWithFile)
    const target = await elsewhere()
    await restore(folder, target)
    const keys = await reading(target, blobsIn)
    expect(keys).toHaveLength(before + 1)
    for (const key of keys) {
      const sums = [world.deps.config.dataDir, target.dataDir].map((dir) =>
        sumOf(blobPath(path.join(dir, 'files'), key)),
      )
      const [here, there] = await Promise.all(sums)
      expect(there).toEqual(here)
    }
  })

  it('R31 SYNC-44 becomes another incarnation, whose jobs nobody holds', async () => {
    const leases = createLeases({ db: world.store.db, clock: systemClock, holder: 'a server that is gone' })
    await leases.take('sweep', 3_600_000)
    const target = await elsewhere()
    await restore(await backUp('incarnation'), target)
    const [epoch, lease] = await reading(target, async (db) => [
      await epochOf(db),
      await createLeases({ db, clock: systemClock, holder: 'the next' }).take('sweep', 1_000),
    ])
    expect(epoch).not.toBe(await epochOf(world.store.db))
    expect(lease?.fence).toBeGreaterThan(1)
    await leases.release('sweep')
  })

  it('says what is in it, sums it for sha256sum, and opens to its owner alone', async () => {
    const lines = await run({ ...world, isServing: true }, ['backup', path.join(home, 'said')])
    expect(lines.join()).toContain("The server's secret is in it")
    const folder = path.join(home, 'said')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const { mode } = await stat(path.join(entry.parentPath, entry.name))
      expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isFile() ? 0o600 : 0o700])
    }
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ format: 1, store: engine, missing: [], secret: 'included' })
    expect(await lastBackup(world.store.db)).toEqual(new Date(manifest.takenAt))
    expect((await run({ ...world, isServing: true }, ['doctor'])).join('\n')).toContain(
      `backup: of ${manifest.takenAt}`,
    )
    for (const line of (await readFile(path.join(folder, 'SHA256SUMS'), 'utf8')).trimEnd().split('\n')) {
      const [sha256, name = ''] = line.split('  ')
      expect(await sumOf(path.join(folder, name))).toMatchObject({ sha256 })
    }
  })

  it('leaves nothing behind when it fails, overwrites nothing, and says why', async () => {
    const fails = async () => {
      throw new Error('the disk is full')
    }
    await expect(backUp('failed', fails)).rejects.toThrow('No backup was made')
    expect((await readdir(home)).filter((name) => name.startsWith('failed'))).toEqual([])
    const seen: string[] = []
    const folder = await backUp('whole', async () => seen.push(...(await readdir(home))))
    expect(seen).toContain('whole.partial')
    expect(seen).not.toContain('whole')
    await expect(takeBackup(world.deps, folder, quiet)).rejects.toThrow('overwrites nothing')
    await writeFile(path.join(home, 'busy.partial'), '')
    await expect(backUp('busy')).rejects.toThrow('another backup is writing it')
  })

  it.each<[string, (folder: string) => Promise<unknown>, string]>([
    ['a store with a changed byte', async (folder) => appendFile(await aStoreFile(folder), 'x'), 'was changed'],
    ['a store that was cut off', async (folder) => truncate(await aStoreFile(folder), 10), 'was changed'],
    ['a missing file', async (folder) => rm(await aStoreFile(folder)), 'is missing'],
    ['a list that was cut off', cutSums, 'lists'],
    ['a list that leads elsewhere', leadAway, 'no line of sums'],
    ['another format', (folder) => changeManifest(folder, { format: 2 }), 'reads format 1'],
    ['an unknown field', (folder) => changeManifest(folder, { more: true }), 'damaged'],
  ])('R31 is refused with %s, and nothing is written', async (what, damage, message) => {
    const folder = await backUp(what.replaceAll(' ', '-'))
    await damage(folder)
    const target = await elsewhere()
    await expect(restore(folder, target)).rejects.toThrow(message)
    expect((await readdir(target.dataDir)).filter((name) => !name.startsWith('lock.'))).toEqual([])
  })

  it('R31 is refused when a collection comes back short, or a log has a hole', async () => {
    const short = await backUp('short')
    const { collections } = JSON.parse(await readFile(path.join(short, 'manifest.json'), 'utf8'))
    await changeManifest(short, { collections: { ...collections, events: collections.events + 1 } })
    await expect(restore(short, await elsewhere())).rejects.toThrow('in events only')

    const event = await world.store.db
      .collection<{ _id: string; ord: number }>('events')
      .findOne({ _id: { $gt: '' }, ord: 1 })
    if (!event) throw new Error('no event')
    const holed = await backUp('holed', () =>
      world.store.db.collection<{ _id: string }>('events').deleteOne({ _id: event._id }),
    )
    const target = await elsewhere()
    await expect(restore(holed, target)).rejects.toThrow('not whole')
    expect(await readdir(target.dataDir)).not.toContain('parley.sqlite')
    if (target.mongodbUri) await expect(reading(target, epochOf)).rejects.toThrow('was cut off')
    await world.store.db.collection<{ _id: string }>('events').insertOne(event)
  })

  it('goes into an empty place only; --replace makes room and destroys no file', async () => {
    const folder = await backUp('twice')
    const target = await elsewhere()
    await restore(folder, target)
    const epoch = await reading(target, epochOf)
    await expect(restore(folder, target)).rejects.toThrow('not empty')
    expect(await reading(target, epochOf)).toBe(epoch)
    const lines = await restore(folder, target, true)
    const [aside = ''] = (await readdir(target.dataDir)).filter((name) => name.startsWith('replaced-'))
    expect(lines.join()).toContain(aside)
    expect(await readdir(path.join(target.dataDir, aside))).toContain('files')
    expect(await reading(target, epochOf)).not.toBe(epoch)
  })

  it('is not put under a server that runs, nor into the other kind of store', async () => {
    const folder = await backUp('other')
    const target = await elsewhere()
    if (target.mongodbUri) {
      await reading(target, (db) =>
        db.collection<{ _id: string; seenAt: Date }>('instances').insertOne({ _id: 'one', seenAt: new Date() }),
      )
      await expect(restore(folder, target, true)).rejects.toThrow('A server is running')
      await expect(restore(folder, { ...target, mongodbUri: null })).rejects.toThrow('set MONGODB_URI')
    } else {
      const running = await openEmbedded({ dir: target.dataDir })
      await expect(restore(folder, target, true)).rejects.toThrow('in use by process')
      await running.close()
      const other = readConfig({
        DATA_DIR: path.join(home, 'empty'),
        MONGODB_URI: 'mongodb://127.0.0.1:9/x',
        PARLEY_SECRET: 'x'.repeat(32),
      })
      await expect(restore(folder, other)).rejects.toThrow('without MONGODB_URI')
    }
  })

  it('R31 half restored is served by nobody', async () => {
    const store = await openTestDatabase(engine)
    await beginRestore(store.db, new Date())
    await expect(epochOf(store.db)).rejects.toThrow('was cut off')
    await store.close()
  })
})

it('of an installation that was never set up is refused', async () => {
  const world = await startWorld('embedded' satisfies Engine)
  await expect(run({ ...world, isServing: false }, ['backup', '/nowhere'])).rejects.toThrow('nothing to back up')
  await expect(run({ ...world, isServing: false }, ['backup'])).rejects.toThrow('Name one folder')
  await world.stop()
})

async function aStoreFile(folder: string): Promise<string> {
  const names = await readdir(path.join(folder, 'store'))
  return path.join(folder, 'store', names.find((name) => name.startsWith('events')) ?? names[0] ?? '')
}

/** Without its last file but one: what is listed is whole. */
async function cutSums(folder: string): Promise<void> {
  const file = path.join(folder, 'SHA256SUMS')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^.*\n/, ''))
}

async function leadAway(folder: string): Promise<void> {
  await appendFile(path.join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  files/../../secret\n`)
}

/** The manifest says something else, and the list has its new sum. */
async function changeManifest(folder: string, change: object): Promise<void> {
  const file = path.join(folder, 'manifest.json')
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }))
  const sums = path.join(folder, 'SHA256SUMS')
  const line = writeSums([{ path: 'manifest.json', ...(await sumOf(file)) }])
  await writeFile(sums, (await readFile(sums, 'utf8')).replace(/^.*manifest\.json\n/m, line))
}
