import path from 'node:path'
import { MongoClient } from 'mongodb'
import { root } from '../../build/bundle.ts'
import { findMongod, HELP } from '../../mongo-binary.mjs'
import { startMongo } from '../../mongo-server.mjs'

/** A true `mongod` on new data: a replica set of one, as the server needs it. */
export type Mongod = {
  /** With the name of the database. */
  uri: string
  client: MongoClient
  /** User and system time it has used. */
  cpuSeconds(): Promise<number>
  stop(): Promise<void>
}

const DATABASE = 'bench'
const tools = path.join(root, '.tools/mongo')

export async function startMongod(): Promise<Mongod> {
  const binary: string | null = findMongod(tools)
  if (binary === null) throw new Error(HELP)
  const server = await startMongo(binary, path.join(tools, 'bench'))
  const uri = server.uri.replace('/?', `/${DATABASE}?`)
  const client = new MongoClient(uri)
  await client.connect()
  return {
    uri,
    client,
    async cpuSeconds() {
      const { extra_info: used } = await client.db('admin').command({ serverStatus: 1 })
      return (Number(used.user_time_us) + Number(used.system_time_us)) / 1e6
    },
    async stop() {
      await client.close()
      await server.stop()
    },
  }
}
