import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findMongod, HELP } from './mongo-binary.mjs'
import { startMongo } from './mongo-server.mjs'

const tools = path.resolve(import.meta.dirname, '../.tools/mongo')

const MEMORY = '/dev/shm'
/** What `mongod` may come to need in a run, of a disk in memory and of the memory itself, in bytes. */
const ROOM = 4 * 2 ** 30
const SPARE = 8 * 2 ** 30

/**
 * Data lies in memory where there is room. Each test has a store of its own, and to make its 51 indexes is a flush each: on
 * MongoDB that takes a third of the time there. No test takes the power away from it, and what a killed process wrote stays
 * there too; the tests of a power cut record the flushes themselves, wherever their folder is.
 */
async function hasRoom(): Promise<boolean> {
  const { bavail, bsize } = existsSync(MEMORY) ? await statfs(MEMORY) : { bavail: 0, bsize: 0 }
  return bavail * bsize > ROOM && process.availableMemory() > SPARE
}

/** Folders of a run are named after its process. */
const OF_RUN = /^parley-run-(\d+)$/

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // it is somebody else's
  }
}

/** A folder for what tests store; what a run left there that could not end in order goes with it. */
async function folderForStores(parent: string): Promise<string> {
  const left = (await readdir(parent)).filter((name) => !isRunning(Number(OF_RUN.exec(name)?.[1] ?? process.pid)))
  for (const name of left) await rm(path.join(parent, name), { recursive: true, force: true })
  const folder = path.join(parent, `parley-run-${process.pid}`)
  await mkdir(folder, { recursive: true })
  return folder
}

/** Where a test with a store may live; a run of other files starts no `mongod`. */
const WITH_STORE = /^(packages\/database|apps\/(server|e2e))\//

async function testFiles({ vitest }: TestProject): Promise<string[]> {
  // Set before the set-up runs, but left out of the published types: the words after `npm test --`.
  const { filenamePattern } = vitest as typeof vitest & { filenamePattern?: string[] }
  const files = await vitest.globTestSpecifications(filenamePattern)
  return files.map(({ moduleId }) => path.relative(vitest.config.root, moduleId))
}

/** A `mongod` of this run, where there is one to start. */
async function ownMongod(binary: string | null, inMemory: boolean) {
  if (!binary) return null
  return startMongo(binary, inMemory ? path.join(MEMORY, 'parley-tests') : path.join(tools, 'data'))
}

function tellWhatIsMissing(): void {
  if (process.env.CI) throw new Error(`In CI the tests on MongoDB may not be skipped.\n${HELP}`)
  console.error(`\n*** ${HELP}\n`)
}

/** Starts what the tests need besides themselves, once a run; ends it by its process id. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MONGODB_TEST_URI
  const files = await testFiles(project)
  const isNeeded = files.some((file) => WITH_STORE.test(file))
  const inMemory = isNeeded && (await hasRoom())
  const binary = given || !isNeeded ? null : findMongod(tools)
  const server = await ownMongod(binary, inMemory)
  if (isNeeded && !given && !server) tellWhatIsMissing()
  const stores = await folderForStores(inMemory ? MEMORY : tmpdir())
  process.env['PARLEY_TEST_STORES'] = stores // the workers inherit it
  project.provide('mongodbUri', given ?? server?.uri ?? null)
  project.provide('mongodBinary', binary)
  return async () => {
    await server?.stop()
    await rm(stores, { recursive: true, force: true })
  }
}
