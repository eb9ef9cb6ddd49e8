import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ProbeOrder, ProbeReading } from './probe.ts'

const READY_MS = 120_000
const LOOK_MS = 5
/** A server that does not end by itself is ended. */
const END_MS = 20_000

/** A measured process: started, asked from inside by the probe, ended by its own id. */
export type NodeProcess = {
  port: number
  url: string
  /** From the spawn to the first good answer of `/readyz`. */
  readyMs: number
  /** Obeys an order of the probe; gives what it reads afterwards. */
  ask(order: ProbeOrder): Promise<ProbeReading>
  stop(): Promise<void>
  /** As a machine does that goes away: nothing is said before. */
  kill(): Promise<void>
}

export type NodeOptions = {
  script: string
  env: Record<string, string>
  /** Flags of Node's own. */
  flags?: readonly string[]
  /** Further modules to load first. */
  preload?: string[]
  /** Makes what only the port decides. */
  envOfPort?(port: number): Record<string, string>
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback')
  return address.port
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await pause(LOOK_MS)) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${said()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null) // not listening yet
    if (answer?.ok) return
  }
  throw new Error(`the server was not ready within ${READY_MS} ms:\n${said()}`)
}

const here = (name: string) => path.join(import.meta.dirname, name)

/** Starts `script` on a free port of loopback, under the probe, and waits until it can serve. */
export async function startNode({
  script,
  env,
  flags = [],
  preload = [],
  envOfPort,
}: NodeOptions): Promise<NodeProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const imports = [here('probe.ts'), ...preload].flatMap((file) => ['--import', file])
  const began = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', ...flags, ...imports, script], {
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), ...env, ...envOfPort?.(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      said = `${said}${text}`.slice(-4000)
    })
  await untilReady(url, child, () => said)
  const readyMs = performance.now() - began
  return {
    ...{ port, url, readyMs, ask: (order) => ask(child, order, () => said), stop: () => stop(child) },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function ask(child: ChildProcess, order: ProbeOrder, said: () => string): Promise<ProbeReading> {
  if (child.exitCode !== null) throw new Error(`the server ended:\n${said()}`)
  child.send(order)
  const [{ reading }] = (await once(child, 'message')) as [{ reading: ProbeReading }]
  return reading
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS)
  await gone
  clearTimeout(late)
}
