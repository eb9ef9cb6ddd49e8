import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { openEmbedded, openMongo, type Store } from '@parley/database'
import { root } from '../../build/bundle.ts'
import { COMPILED, SERVER_ENV, SERVER_FLAGS } from '../../tools.mjs'
import type { Visitor, Watcher } from '../generator/dialect.ts'
import { addColleague, fill, sceneOf } from './fill.ts'
import { type Mongod, startMongod } from './mongod.ts'
import { type NodeProcess, startNode } from './node-process.ts'
import { crowdOf, type Running, type StartOptions, type Target } from './target.ts'

export const OWNER = { email: 'owner@example.com', password: 'a-password-of-the-bench' }
const COLLEAGUE = 'colleague@example.com'
/** Messages of a conversation in a store that holds more than the visitors who are connected. */
const LONG = 20

const script = path.join(root, 'apps/server/src/main.ts')
const liftLimits = path.join(import.meta.dirname, 'lift-limits.ts')

/** Where our own server keeps what it stores: a new folder, and perhaps a `mongod`. */
export type Home = { dir: string; mongod: Mongod | null; remove(): Promise<void> }

/** On the disk of the project: a temporary folder may be in memory. */
const homes = path.join(root, '.tools/bench')

/** Removes what runs that were themselves ended have left. A folder's name begins with the process it is of. */
function sweep(): void {
  mkdirSync(homes, { recursive: true })
  for (const name of readdirSync(homes)) {
    if (!isAlive(Number.parseInt(name, 10))) rmSync(path.join(homes, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // no such process
  }
}

export async function newHome(store: Target['store']): Promise<Home> {
  sweep()
  const dir = mkdtempSync(path.join(homes, `${process.pid}-`))
  const mongod = store === 'mongodb' ? await startMongod() : null
  return {
    dir,
    mongod,
    async remove() {
      await mongod?.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export function startOurs({ dir, mongod }: Home): Promise<NodeProcess> {
  const env = {
    ...COMPILED,
    ...SERVER_ENV,
    DATA_DIR: dir,
    PARLEY_SECRET: 'a secret of the bench, which guards nothing at all',
    PARLEY_OWNER_EMAIL: OWNER.email,
    PARLEY_OWNER_PASSWORD: OWNER.password,
    ...(mongod && { MONGODB_URI: mongod.uri }),
  }
  const envOfPort = (port: number) => ({ PUBLIC_URL: `http://127.0.0.1:${port}` })
  return startNode({ script, env, envOfPort, flags: SERVER_FLAGS, preload: [liftLimits] })
}

function openStore({ dir, mongod }: Home): Promise<Store> {
  return mongod ? openMongo(mongod.uri) : openEmbedded({ dir })
}

/** Fills the store while no server runs on it; gives the visitors who come back. */
export async function fillHome(
  home: Home,
  { sockets, stored }: StartOptions,
): Promise<{ visitors: Visitor[]; list: string }> {
  const store = await openStore(home)
  try {
    const isSmall = stored <= sockets * LONG
    const conversations = isSmall ? sockets : Math.ceil(stored / LONG)
    const messages = isSmall ? Math.max(1, Math.round(stored / sockets)) : LONG
    const visitors = await fill(store.db, { conversations, messages, returning: sockets })
    await addColleague(store.db, COLLEAGUE)
    return { visitors, list: `dep:${(await sceneOf(store.db)).departmentId}` }
  } finally {
    await store.close()
  }
}

export async function signIn(url: string, email = OWNER.email): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: OWNER.password }),
  })
  if (!answer.ok) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { access: string }).access
}

const signInAll = (url: string) => Promise.all([OWNER.email, COLLEAGUE].map((email) => signIn(url, email)))

/** Our own server on a store that a first start has prepared and {@link fillHome} has filled. */
export async function startFilled(
  home: Home,
  filled: Awaited<ReturnType<typeof fillHome>>,
): Promise<Running & { startCpu: number }> {
  const process = await startOurs(home)
  const { cpuSeconds: startCpu } = await process.ask({ probe: 'read' })
  const watchers = (await signInAll(process.url)).map(
    (access): Omit<Watcher, 'open'> => ({ access, list: filled.list }),
  )
  return {
    process,
    startCpu,
    people: crowdOf(filled.visitors, watchers),
    async cpuSeconds() {
      const { cpuSeconds } = await process.ask({ probe: 'read' })
      return cpuSeconds + ((await home.mongod?.cpuSeconds()) ?? 0)
    },
    renew: () => signInAll(process.url),
    stop: () => process.stop(),
  }
}

async function start(store: Target['store'], options: StartOptions): Promise<Running> {
  const home = await newHome(store)
  try {
    const first = await startOurs(home)
    await first.stop()
    const running = await startFilled(home, await fillHome(home, options))
    return {
      ...running,
      async stop() {
        await running.stop()
        await home.remove()
      },
    }
  } catch (error) {
    await home.remove()
    throw error
  }
}

export const oursEmbedded: Target = {
  name: 'ours-embedded',
  title: 'Parley, embedded store',
  store: 'embedded',
  dialect: 'parley',
  start: (options) => start('embedded', options),
}

export const oursMongo: Target = {
  name: 'ours-mongo',
  title: 'Parley, MongoDB',
  store: 'mongodb',
  dialect: 'parley',
  start: (options) => start('mongodb', options),
}
