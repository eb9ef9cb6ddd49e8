import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findMongod, HELP } from './mongo-binary.mjs'
import { startMongo } from './mongo-server.mjs'

const tools = path.resolve(import.meta.dirname, '../.tools/mongo')

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
  const server = binary ? await startMongo(binary, path.join(tools, 'data')) : null
  if (isNeeded && !given && !server) {
    if (process.env.CI) throw new Error(`In CI the tests on MongoDB may not be skipped.\n${HELP}`)
    console.error(`\n*** ${HELP}\n`)
  }
  project.provide('mongodbUri', given ?? server?.uri ?? null)
  project.provide('mongodBinary', binary)
  return async () => server?.stop()
}
