// A replica set of one or three `mongod` on loopback for the tests: started on free ports, ended by process id.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MongoClient } from 'mongodb'

const READY_MS = 60_000

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function until(what, condition) {
  const deadline = Date.now() + READY_MS
  let last = null
  while (Date.now() < deadline) {
    try {
      if (await condition()) return
    } catch (error) {
      last = error // not answering yet
    }
    await pause(50)
  }
  throw new Error(`${what}: not within ${READY_MS} ms`, { cause: last })
}

/** One command to one member, whatever the state of the set. */
async function ask(port, command) {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2000,
  })
  try {
    return await client.db('admin').command(command)
  } finally {
    await client.close()
  }
}

function spawnMember(binary, home, { index, port, testCommands }) {
  const data = path.join(home, `m${index}`)
  mkdirSync(data, { recursive: true })
  const log = openSync(path.join(home, `m${index}.log`), 'a')
  const parameters = ['ttlMonitorSleepSecs=1', 'diagnosticDataCollectionEnabled=false']
  if (testCommands) parameters.push('enableTestCommands=1')
  const child = spawn(
    binary,
    [
      ...['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--replSet', 'rs0'],
      ...['--oplogSize', '256', '--wiredTigerCacheSizeGB', '0.5'],
      ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
    ],
    { stdio: ['ignore', log, log] },
  )
  closeSync(log)
  return child
}

/** Is this pid still that server, and not another process that got the number? Linux; elsewhere nobody is accused. */
function serves(pid, home) {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) && readFileSync(file, 'utf8').includes(home)
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // no such process
  }
}

/** Ends and removes what runs that were themselves killed have left: 300 MB each. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const home = path.join(folder, name)
    const file = path.join(home, 'pids.json')
    if (!existsSync(file)) continue
    const { owner, servers } = JSON.parse(readFileSync(file, 'utf8'))
    if (isAlive(owner)) continue
    for (const pid of servers) if (serves(pid, home)) process.kill(pid, 'SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/**
 * Starts a replica set of `members` under `folder`. Gives its URI and, per member: `kill9`, `restart`; `stop` ends all and
 * removes the data (each member takes 300 MB at once).
 */
export async function startMongo(binary, folder, { members = 1, testCommands = false } = {}) {
  mkdirSync(folder, { recursive: true })
  sweep(folder)
  const home = mkdtempSync(path.join(folder, 'set-'))
  const ports = []
  for (let i = 0; i < members; i++) ports.push(await freePort())
  const children = ports.map((port, index) => spawnMember(binary, home, { index, port, testCommands }))
  const note = () =>
    writeFileSync(
      path.join(home, 'pids.json'),
      JSON.stringify({ owner: process.pid, servers: children.map(({ pid }) => pid) }),
    )
  note()
  // Who is ended takes them along; who is killed has the next one's sweep.
  const killAll = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  process.once('exit', killAll)
  for (const port of ports) await until('mongod answers', () => ask(port, { ping: 1 }))
  await ask(ports[0], {
    replSetInitiate: {
      _id: 'rs0',
      members: ports.map((port, index) => ({ _id: index, host: `127.0.0.1:${port}` })),
      settings: { electionTimeoutMillis: members > 1 ? 2000 : 10_000 },
    },
  })
  const hello = () => Promise.all(ports.map((port) => ask(port, { hello: 1 })))
  await until('a primary', async () => (await hello()).some((member) => member.isWritablePrimary))
  await until('all members', async () =>
    (await hello()).every((member) => member.isWritablePrimary || member.secondary),
  )

  return {
    uri: `mongodb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/?replicaSet=rs0`,
    ports,
    kill9: (index) => end(children[index], 'SIGKILL'),
    restart(index) {
      children[index] = spawnMember(binary, home, { index, port: ports[index], testCommands })
      note()
    },
    async stop() {
      process.off('exit', killAll)
      await Promise.all(children.map((child) => end(child, 'SIGKILL'))) // the data goes with it: nothing to save
      rmSync(home, { recursive: true, force: true })
    },
  }
}
