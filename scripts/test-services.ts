import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
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
 * Where the data of `mongod` lies. Each test has a database of its own, and to make its 51 indexes is a flush each: in memory
 * that takes a third of the time. No test takes the power away from it, and what a killed process wrote stays there too.
 */
async function dataFolder(): Promise<string> {
  const { bavail, bsize } = existsSync(MEMORY) ? await statfs(MEMORY) : { bavail: 0, bsize: 0 }
  const hasRoom = bavail * bsize > ROOM && process.availableMemory() > SPARE
  return hasRoom ? path.join(MEMORY, 'parley-tests') : path.join(tools, 'data')
}

/** Where a test on MongoDB may live; a run of other files starts no server. */
const ON_MONGODB = /^(packages\/database|apps\/(server|e2e))\//

async function needsMongodb({ vitest }: TestProject): Promise<boolean> {
  // Set before the set-up runs, but left out of the published types: the words after `npm test --`.
  const { filenamePattern } = vitest as typeof vitest & { filenamePattern?: string[] }
  const files = await vitest.globTestSpecifications(filenamePattern)
  return files.some(({ moduleId }) => ON_MONGODB.test(path.relative(vitest.config.root, moduleId)))
}

/** Starts what the tests need besides themselves, once a run; ends it by its process id. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MONGODB_TEST_URI
  const isNeeded = await needsMongodb(project)
  const binary = given || !isNeeded ? null : findMongod(tools)
  const server = binary ? await startMongo(binary, await dataFolder()) : null
  if (isNeeded && !given && !server) {
    if (process.env.CI) throw new Error(`In CI the tests on MongoDB may not be skipped.\n${HELP}`)
    console.error(`\n*** ${HELP}\n`)
  }
  project.provide('mongodbUri', given ?? server?.uri ?? null)
  project.provide('mongodBinary', binary)
  return async () => server?.stop()
}
