import path from 'node:path'
import { findMongod, HELP } from '../../../../scripts/mongo-binary.mjs'
import { startMongo } from '../../../../scripts/mongo-server.mjs'

const tools = path.resolve(import.meta.dirname, '../../../../.tools/mongo')

type Mongod = { uri: string; close(): Promise<void> }

/**
 * A true mongod, ended by its process id.
 * @throws what to do where the machine has none
 */
export async function openMongod(): Promise<Mongod> {
  const binary = findMongod(tools)
  if (!binary) throw new Error(HELP)
  // One folder for all runs: the next sweeps away what a killed one has left.
  const server = await startMongo(binary, path.join(tools, 'chaos'))
  return { uri: server.uri, close: (): Promise<void> => server.stop() }
}
