import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SERVER_ENV, SERVER_FLAGS } from '../../../../scripts/tools.mjs'
import { eventually } from './eventually.ts'

const main = path.resolve(import.meta.dirname, '../../../server/src/main.ts')

export const OWNER = { email: 'ada@example.com', password: 'correct horse battery' }

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** None outlives whoever started it, also when a test is given up. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

export type RunningServer = Awaited<ReturnType<typeof startServer>>

/**
 * The real server as a process of its own, on the embedded store in a fresh folder, with the owner {@link OWNER} and the
 * demo site (`demo`). `kill` is SIGKILL, `halt` SIGTERM, both keep the data; `start` brings it back on the same port.
 * `nodeArgs` stand before the script, behind those of `npm start`. The folder is a copy of `model`, where one is given.
 */
export async function startServer(env: Record<string, string> = {}, nodeArgs: readonly string[] = [], model?: string) {
  const port = env.PORT ? Number(env.PORT) : await freePort()
  const dataDir = await mkdtemp(path.join(process.env['PARLEY_TEST_STORES'] ?? tmpdir(), 'parley-e2e-'))
  if (model) await cp(model, dataDir, { recursive: true })
  const log: string[] = []
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    child = spawn(process.execPath, [...SERVER_FLAGS, ...nodeArgs, main], {
      env: {
        ...withoutParley(process.env),
        ...SERVER_ENV,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        PARLEY_DEMO: '1',
        // A test asks nobody outside this machine.
        PARLEY_LINK_PREVIEWS: '0',
        PARLEY_OWNER_EMAIL: OWNER.email,
        PARLEY_OWNER_PASSWORD: OWNER.password,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = child
    children.add(started)
    started.once('exit', () => children.delete(started))
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => log.push(String(chunk)))
    await eventually('the server to be ready', isReady, { withinMs: 60_000, onFailure: () => log.join('') })
  }

  async function isReady(): Promise<boolean> {
    if (child?.exitCode !== null) throw new Error(`the server ended:\n${log.join('')}`)
    try {
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
    } catch {
      return false // not listening yet
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  try {
    await start()
  } catch (error) {
    // Whoever asked for it has nothing to stop it by.
    await end('SIGKILL')
    throw error
  }
  return {
    port,
    dataDir,
    url: env.PUBLIC_URL ?? `http://localhost:${port}`,
    log,
    start,
    kill: () => end('SIGKILL'),
    halt: () => end('SIGTERM'),
    /** Stops the process in its tracks, or lets it go on. */
    freeze: (isFrozen: boolean) => child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
    pid: () => child?.pid ?? 0,
    async stop(): Promise<void> {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The tests' own environment must not configure the server under test. */
export function withoutParley(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(PARLEY_|.*_URL$|MONGODB_URI$|PORT$|HOST$|DATA_DIR$)/.test(name)),
  )
}
