import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findDebianPart, libraryPath } from '../../../../scripts/debian-part.mjs'
import { eventually } from '../../src/harness/eventually.ts'
import { freePort } from '../../src/harness/server.ts'
import { haproxyConfig, nginxConfig } from './edge-recipes.ts'

export type EdgeKind = 'nginx' | 'haproxy'

/** A true reverse proxy before the servers, with the recipe of `docs/operations/deploy.md`. */
export type Edge = {
  url: string
  port: number
  /** New workers take over; the old ones finish what they have. */
  reload(): Promise<void>
  /** Ends at once, with all that is under way, and starts anew on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type Part = { path: string; libraries: string[] }
type Way = { port: number; targets: readonly number[]; dir: string }

type Program = {
  packages: string[]
  file: string
  config(way: Way): string
  args(dir: string): string[]
  reload: NodeJS.Signals
  /** What it says when a generation of workers is there. */
  ready: RegExp
}

const CONFIG = 'edge.conf'
const AGAIN_MS = 1_000

const PROGRAMS: Record<EdgeKind, Program> = {
  nginx: {
    packages: ['nginx', 'nginx-common'],
    file: 'usr/sbin/nginx',
    config: nginxConfig,
    args: (dir) => ['-p', dir, '-c', path.join(dir, CONFIG), '-e', 'stderr'],
    reload: 'SIGHUP',
    ready: /start worker process \d/g,
  },
  haproxy: {
    packages: ['haproxy', 'liblua5.3-0', 'libopentracing-c-wrapper0', 'libopentracing1'],
    file: 'usr/sbin/haproxy',
    config: haproxyConfig,
    // A master and its workers, in the foreground.
    args: (dir) => ['-W', '-db', '-f', path.join(dir, CONFIG)],
    reload: 'SIGUSR2',
    ready: /Loading success/g,
  },
}

const partOf = (kind: EdgeKind): Part | null => {
  const { packages, file } = PROGRAMS[kind]
  const runs = (part: Part) => spawnSync(part.path, ['-v'], { stdio: 'ignore', env: environment(part) }).status === 0
  return findDebianPart({ packages, files: [file], what: `the guarantees behind ${kind}`, runs })
}

const environment = (part: Part) => ({ ...process.env, ...libraryPath(part) })

/** Starts one before servers on loopback ports. Null (said loudly) where the program is not to be had. */
export async function startEdge(kind: EdgeKind, targets: readonly number[]): Promise<Edge | null> {
  const program = partOf(kind)
  if (!program) return null
  const { config, args, reload, ready } = PROGRAMS[kind]
  const dir = await mkdtemp(path.join(tmpdir(), `parley-${kind}-`))
  const port = await freePort()
  await writeFile(path.join(dir, CONFIG), config({ port, targets, dir }))
  const log: string[] = []
  const generations = () => log.join('').match(ready)?.length ?? 0
  let child: ChildProcess | null = null

  const isNew = (before: number) =>
    eventually(`${kind} to have new workers`, () => generations() > before, { onFailure: () => log.join('') })
  const spawned = () => spawn(program.path, args(dir), { stdio: ['ignore', 'pipe', 'pipe'], env: environment(program) })

  async function start(): Promise<void> {
    const before = generations()
    child = spawned()
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => log.push(String(chunk)))
    await eventually(`${kind} to serve`, () => isServing(child, port), { onFailure: () => log.join('') })
    await isNew(before)
  }

  async function end(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  await start()
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async reload() {
      const before = generations()
      // haproxy's master misses a signal right after it has begun or reloaded.
      const again = setInterval(() => child?.kill(reload), AGAIN_MS)
      child?.kill(reload)
      await isNew(before).finally(() => clearInterval(again))
    },
    async restart() {
      await end()
      await start()
    },
    async stop() {
      await end()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Whether it answers, be it that no server does. */
async function isServing(child: ChildProcess | null, port: number): Promise<boolean> {
  if (child?.exitCode !== null) throw new Error('it ended at once')
  return fetch(`http://127.0.0.1:${port}/livez`).then(
    () => true,
    () => false, // not listening yet
  )
}
