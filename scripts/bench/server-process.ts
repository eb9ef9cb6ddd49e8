import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../build/bundle.ts'
import { OWNER } from './widget-site.ts'

const READY_MS = 30_000
/** The kernel counts processor time in hundredths of a second. */
const TICK_S = 0.01

/** A real server on the embedded store in a new folder, with the demo site, on loopback. */
export type ServerProcess = {
  url: string
  /** User and system time it has used, in seconds. */
  cpuSeconds: () => number
  /** Its resident memory in kB. */
  memoryKb: () => number
  stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback')
  return address.port
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${said()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null) // not listening yet
    if (answer?.ok) return
  }
  throw new Error(`the server was not ready within ${READY_MS} ms:\n${said()}`)
}

function usage(pid: number): Pick<ServerProcess, 'cpuSeconds' | 'memoryKb'> {
  return {
    cpuSeconds() {
      const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
      const [user, system] = fields.split(' ').slice(11, 13).map(Number)
      return ((user ?? 0) + (system ?? 0)) * TICK_S
    },
    memoryKb: () => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)?.[1]),
  }
}

export async function startServer(): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-bench-'))
  const env = {
    PATH: process.env['PATH'],
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dir,
    PARLEY_DEMO: '1',
    PARLEY_OWNER_EMAIL: OWNER.email,
    PARLEY_OWNER_PASSWORD: OWNER.password,
    // The load comes from one address; each visitor says another one, or the limits per address would be measured.
    PARLEY_TRUST_PROXY: 'loopback',
  }
  const child = spawn(process.execPath, [path.join(root, 'apps/server/src/main.ts')], { env, stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said = `${said}${text}`.slice(-4000)))
  await untilReady(url, child, () => said)
  return {
    url,
    ...usage(child.pid ?? 0),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
