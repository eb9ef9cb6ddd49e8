import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = path.resolve(import.meta.dirname, '../../..')
const AGENT = { email: 'ada@example.com', password: 'correct horse battery' }
/** Since then a socket's time-out is a TimeoutError. */
const ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 10))'

/** Whether this machine has a Python that runs the example. */
export const hasPython = spawnSync('python3', ['-c', ENOUGH]).status === 0

/** Waits until `get` gives something; fails after 30 s, saying what it waited for and `more`. */
export async function until<T>(
  what: string,
  get: () => T | Promise<T>,
  more: () => string = () => '',
): Promise<NonNullable<T>> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const found = await get()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`waited 30 s for ${what}\n${more()}`)
    await pause(50)
  }
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  server.close()
  await once(server, 'close')
  return port
}

/** The real server, with the demo's site and an owner, on a fresh store that outlives its death. */
export async function startServer() {
  const [port, folder] = [await freePort(), await mkdtemp(path.join(tmpdir(), 'parley-python-'))]
  const env = { PORT: `${port}`, HOST: '127.0.0.1', DATA_DIR: path.join(folder, 'data'), PARLEY_DEMO: '1' }
  const owner = { PARLEY_OWNER_EMAIL: AGENT.email, PARLEY_OWNER_PASSWORD: AGENT.password }
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess

  async function start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env
    const options = { env: { PATH, HOME, ...env, ...owner }, stdio: 'ignore' } as const
    child = spawn(process.execPath, [path.join(root, 'apps/server/src/main.ts')], options)
    const isReady = () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    await until('the server', isReady)
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  await start()
  return {
    ...{ port, url, folder, start },
    kill: () => end('SIGKILL'),
    async stop(): Promise<void> {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A line to the server that is cut in the moment when a text of the server would pass it. */
export async function startProxy(port: number) {
  let cutAt: string | null = null
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const one of [near, far]) open.add(one.on('error', end).on('close', end))
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => {
      if (cutAt === null || !bytes.includes(cutAt)) return near.write(bytes)
      cutAt = null
      return end()
    })
  })
  const own = await listening(server)
  return {
    url: `http://127.0.0.1:${own}`,
    cutAt(text: string): void {
      cutAt = text
    },
    wasCut: () => cutAt === null,
    close(): void {
      server.close()
      for (const one of open) one.destroy()
    },
  }
}

/** Someone who answers, by plain requests. */
export async function signIn(url: string) {
  const call = async (method: string, where: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + where, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { access } = (await call('POST', '/api/v1/sessions', AGENT)) as { access: string }
  const authorization = `Bearer ${access}`
  const randomId = () => `0${Array.from({ length: 25 }, () => Math.floor(Math.random() * 10)).join('')}`
  return {
    async say(conversationId: string, text: string, kind = 'msg.new'): Promise<void> {
      const cmid = randomId()
      const body = { t: 'send', cmid, conversationId, kind, body: { v: 1, type: 'text', text } }
      await call('POST', '/api/v1/events', body, { authorization, 'idempotency-key': cmid })
    },
    /** The texts of a conversation's log, notes included. */
    async textsOf(conversationId: string): Promise<string[]> {
      const page = await call('GET', `/api/v1/conversations/${conversationId}/events`, undefined, { authorization })
      const { entries } = page as { entries: { e: { kind: string; body: { text?: string } | null } }[] }
      return entries.filter(({ e }) => e.kind.endsWith('.new')).map(({ e }) => e.body?.text ?? '')
    },
  }
}

type Kept = { conversation: string | null; position: { n: number; id?: string } | null; outbox: { text: string }[] }

/** A run of the example. What it prints is in `lines`; its file is `state`. */
export function startClient(url: string, state: string) {
  const script = path.join(root, 'examples/python-client/parley_client.py')
  const child = spawn('python3', [script, '--url', url, '--state', state], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (text) => printed.push(String(text)))
  child.stderr.on('data', (text) => printed.push(String(text)))
  const lines = () => printed.join('').split('\n').filter(Boolean)
  return {
    lines,
    type: (text: string) => child.stdin.write(`${text}\n`),
    saw: (line: string) =>
      until(
        `"${line}"`,
        () => lines().includes(line),
        () => printed.join(''),
      ),
    async kill(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

export const readKept = async (state: string): Promise<Kept> => JSON.parse(await readFile(state, 'utf8')) as Kept

/** Changes what the client kept, while it does not run. */
export async function changeKept(state: string, change: (kept: Kept) => Kept): Promise<void> {
  await writeFile(state, JSON.stringify(change(await readKept(state))))
}
