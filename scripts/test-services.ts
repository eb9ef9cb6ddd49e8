import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findMongod, HELP } from './mongo-binary.mjs'
import { startMongo } from './mongo-server.mjs'

const tools = path.resolve(import.meta.dirname, '../.tools/mongo')

declare module 'vitest' {
  export interface ProvidedContext {
    /** A replica set for this run; null where there is none, and the tests that need it are skipped, loudly. */
    mongodbUri: string | null
    /** The `mongod` itself, for tests that start a set of their own. */
    mongodBinary: string | null
  }
}

/** Starts what the tests need besides themselves, once a run; ends it by its process id. */
export default async function startTestServices({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MONGODB_TEST_URI
  const binary = given ? null : findMongod(tools)
  const server = binary ? await startMongo(binary, path.join(tools, 'data')) : null
  if (!given && !server) {
    if (process.env.CI) throw new Error(HELP)
    console.error(`\n${HELP}\n`)
  }
  provide('mongodbUri', given ?? server?.uri ?? null)
  provide('mongodBinary', binary)
  return async () => server?.stop()
}
