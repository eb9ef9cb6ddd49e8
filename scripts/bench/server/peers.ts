import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { ObjectId } from 'mongodb'
import { childEnv, ensurePnpm } from '../../tools.mjs'
import type { Visitor } from '../generator/dialect.ts'
import { startNode } from './node-process.ts'
import { newHome } from './ours.ts'
import { crowdOf, type Running, type Target } from './target.ts'

const folder = path.join(import.meta.dirname, '../peers')
const ACCESS = 'watcher'
/** How long the waiting floor lets a batch gather, in milliseconds: between what ours waits when quiet and when busy. */
const WAIT_MS = 5

/** The peer's dependencies, into its own folder: the product does not know them. Throws when they cannot be had. */
export function installPeers(): void {
  const pnpm = String(ensurePnpm()) // or it has ended this process
  const args = [pnpm, 'install', '--ignore-workspace', '--frozen-lockfile', '--reporter=append-only']
  const { status } = spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    env: childEnv(process.execPath),
  })
  if (status !== 0) throw new Error(`the peer's dependencies could not be installed in ${folder}`)
}

type Known = { _id: ObjectId; token: string }
const newVisitors = (count: number): Known[] =>
  Array.from({ length: count }, () => ({ _id: new ObjectId(), token: randomBytes(32).toString('base64url') }))
const asVisitor = ({ _id, token }: Known): Visitor => ({ token, conversationId: String(_id), n: 0, id: '' })
const watchers = [1, 2].map(() => ({ access: ACCESS, list: '' }))

type Recipe = { script: string; env?: Record<string, string>; knows?: boolean }

/** Starts a server of `peers/` on new data; `knows`: it looks visitors up, so they must be there before. */
async function start(
  recipe: Recipe,
  { store, sockets }: { store: Target['store']; sockets: number },
): Promise<Running> {
  const home = await newHome(store)
  try {
    const visitors = newVisitors(sockets)
    const env = {
      ACCESS,
      FILE: path.join(home.dir, 'floor.sqlite'),
      ...(home.mongod && { MONGODB_URI: home.mongod.uri }),
      ...recipe.env,
    }
    const process = await startNode({ script: path.join(folder, recipe.script), env })
    if (recipe.knows && home.mongod) {
      const db = home.mongod.client.db()
      await db.collection('visitors').insertMany(visitors.map(({ _id, token }) => ({ _id, token, name: 'Visitor' })))
      await db
        .collection('conversations')
        .insertMany(visitors.map(({ _id }) => ({ visitor: _id, status: 'open', messages: 0, updatedAt: new Date() })))
    }
    return {
      process,
      people: crowdOf(visitors.map(asVisitor), watchers),
      async cpuSeconds() {
        const { cpuSeconds } = await process.ask({ probe: 'read' })
        return cpuSeconds + ((await home.mongod?.cpuSeconds()) ?? 0)
      },
      async stop() {
        await process.stop()
        await home.remove()
      },
    }
  } catch (error) {
    await home.remove()
    throw error
  }
}

export const peer: Target = {
  name: 'peer',
  title: 'Express + Socket.IO + mongoose',
  store: 'mongodb',
  dialect: 'socket-io',
  start: ({ sockets }) => start({ script: 'socket-io.mjs', knows: true }, { store: 'mongodb', sockets }),
}

export const floorSqlite: Target = {
  name: 'floor-sqlite',
  title: 'floor: ws + node:sqlite',
  store: 'embedded',
  dialect: 'floor',
  start: ({ sockets }) => start({ script: 'floor-sqlite.ts' }, { store: 'embedded', sockets }),
}

export const floorMongo: Target = {
  name: 'floor-mongo',
  title: 'floor: ws + mongodb driver',
  store: 'mongodb',
  dialect: 'floor',
  start: ({ sockets }) => start({ script: 'floor-mongo.ts' }, { store: 'mongodb', sockets }),
}

export const floorMongoWait: Target = {
  ...floorMongo,
  name: 'floor-mongo-wait',
  title: `the same, gathering ${WAIT_MS} ms`,
  start: ({ sockets }) =>
    start({ script: 'floor-mongo.ts', env: { WAIT_MS: String(WAIT_MS) } }, { store: 'mongodb', sockets }),
}
