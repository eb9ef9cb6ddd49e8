import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { openEmbedded, openMongo, type Store } from '@parley/database'
import { freePort, type RunningServer, startServer } from '../../src/harness/server.ts'
import { type FaultProxy, openProxy } from './proxy.ts'
import type { Random } from './random.ts'

export type StoreKind = 'embedded' | 'mongodb'

export type ClusterOptions = {
  /** More than one needs MongoDB. */
  instances?: number
  env?: Record<string, string>
  /** Stand before the server's script: preloads, `--cpu-prof`. */
  nodeArgs?: readonly string[]
  /** Only for instance `i`. */
  envOf?: (i: number) => Record<string, string>
  nodeArgsOf?: (i: number) => readonly string[]
}

/** Servers on one store behind a proxy each person goes through. `front` is their public address. */
export type Cluster = {
  kind: StoreKind
  instances: RunningServer[]
  front: FaultProxy
  /** The instances that new connections may go to; all of them at first. */
  open: Set<number>
  /** Everybody's way leads to this port from now on, to an edge that knows the instances. */
  through(port: number): void
  /** A proxy of its own to the same instances, for people who suffer alone. */
  openLine(target?: () => number): Promise<FaultProxy>
  /** Ends the servers that run and reads what they left. */
  readStore<T>(task: (store: Store) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

export type Place = { kind: StoreKind; mongodbUri: string | null; random: Random }

function databaseUri(uri: string): string {
  const url = new URL(uri)
  url.pathname = `/chaos_${randomBytes(6).toString('hex')}`
  return url.href
}

export async function startCluster(
  { kind, mongodbUri, random }: Place,
  options: ClusterOptions = {},
): Promise<Cluster> {
  const { instances: count = 1, env = {}, nodeArgs = [], envOf, nodeArgsOf } = options
  if (count > 1 && kind === 'embedded') throw new Error('the embedded store serves one process')
  const uri = kind === 'mongodb' && mongodbUri ? databaseUri(mongodbUri) : null
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const open = new Set(ports.keys())
  const anyOpen = () => ports[random.pick([...(open.size > 0 ? open : ports.keys())])] ?? 0
  let edge: number | null = null
  const anywhere = () => edge ?? anyOpen()
  const front = await openProxy(anywhere, random)
  const shared = {
    PARLEY_DEMO: '',
    PUBLIC_URL: front.url,
    // Every person says his own address, or the limits per address would be met first.
    PARLEY_TRUST_PROXY: 'loopback',
    ...(uri && { MONGODB_URI: uri, PARLEY_SECRET: 'a secret of the chaos rig that is long enough' }),
    ...env,
  }
  const startOne = (port: number, i: number) =>
    startServer({ ...shared, PORT: String(port), ...envOf?.(i) }, [...nodeArgs, ...(nodeArgsOf?.(i) ?? [])])
  // The first sets the workspace up; the others find it.
  const [firstPort = 0, ...otherPorts] = ports
  const leader = await startOne(firstPort, 0)
  const instances = [leader, ...(await Promise.all(otherPorts.map((port, i) => startOne(port, i + 1))))]
  const proxies = [front]
  return {
    kind,
    instances,
    front,
    open,
    through(port) {
      edge = port
    },
    async openLine(target = anywhere) {
      const line = await openProxy(target, random)
      proxies.push(line)
      return line
    },
    async readStore(task) {
      for (const instance of instances) await instance.halt()
      const [first] = instances
      const store = uri ? await openMongo(uri) : await openEmbedded({ dir: path.resolve(first?.dataDir ?? '') })
      try {
        return await task(store)
      } finally {
        await store.close()
      }
    },
    async stop() {
      for (const proxy of proxies) await proxy.close()
      for (const instance of instances) await instance.stop()
      if (uri) await dropDatabase(uri)
      for (const { dataDir } of instances) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function dropDatabase(uri: string): Promise<void> {
  const store = await openMongo(uri)
  await store.db.dropDatabase()
  await store.close()
}
