import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { findDebianPart, libraryPath } from '../../../../scripts/debian-part.mjs'
import type { Way } from './faults.ts'

/** A line to a server that can die one way as a real network does: its packets are dropped, and nothing is closed. */
export type OneWayLine = {
  url: string
  /** Packets of this way are dropped from now on, those of open connections included. */
  kill(way: Way): void
  heal(): void
  close(): Promise<void>
}

const NFT = {
  packages: ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libxtables12', 'libjansson4', 'libedit2', 'libbsd0'],
  files: ['usr/sbin/nft'],
  what: 'one-way death by dropped packets',
}
const runs = (command: string, args: string[], env = {}) =>
  spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, ...env } }).status === 0
const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] })

/** Whether this process may make network namespaces; only root may, and not in every container. */
export function mayMakeNamespaces(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const name = `parley-${process.pid}-try`
  if (!runs('ip', ['netns', 'add', name])) return false
  return runs('ip', ['netns', 'del', name])
}

let opened = 0

/**
 * A namespace with a relay to `port` of this machine, reached through a pair of virtual interfaces. The server must listen
 * on all addresses. Null (said loudly) where there is no `nft`.
 */
export async function openOneWayLine(port: number): Promise<OneWayLine | null> {
  const part = findDebianPart({ ...NFT, runs: (found) => runs(found.path, ['--version'], libraryPath(found)) })
  if (!part) return null
  const id = `${process.pid % 10_000}-${++opened}`
  const name = `parley-${id}`
  const [outer, inner] = [`ply${id}o`, `ply${id}i`]
  const net = `10.213.${opened % 256}`
  const nft = (rules: string) =>
    execFileSync('ip', ['netns', 'exec', name, part.path, '-f', '-'], {
      input: rules,
      env: { ...process.env, ...libraryPath(part) },
    })
  ip('netns', 'add', name)
  let relay: { child: ChildProcess; port: number } | null = null
  try {
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner)
    ip('link', 'set', inner, 'netns', name)
    ip('addr', 'add', `${net}.1/30`, 'dev', outer)
    ip('link', 'set', outer, 'up')
    for (const args of [
      ['addr', 'add', `${net}.2/30`, 'dev', inner],
      ['link', 'set', inner, 'up'],
    ])
      ip('-n', name, ...args)
    nft(TABLE)
    relay = await startRelay(name, `${net}.1`, port)
  } catch (error) {
    ip('netns', 'del', name)
    throw error
  }
  const { child, port: relayPort } = relay
  return {
    url: `http://${net}.2:${relayPort}`,
    // Towards the server: what the relay hears from people, and what it says to the server; and the other way round.
    kill: (way) =>
      nft(
        way === 'up'
          ? `add rule inet cut in tcp dport ${relayPort} drop\nadd rule inet cut out tcp dport ${port} drop\n`
          : `add rule inet cut in tcp sport ${port} drop\nadd rule inet cut out tcp sport ${relayPort} drop\n`,
      ),
    heal: () => nft('flush chain inet cut in\nflush chain inet cut out\n'),
    async close() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      ip('netns', 'del', name)
    },
  }
}

const TABLE = `
add table inet cut
add chain inet cut in { type filter hook input priority 0; }
add chain inet cut out { type filter hook output priority 0; }
`

async function startRelay(name: string, host: string, port: number): Promise<{ child: ChildProcess; port: number }> {
  const script = path.join(import.meta.dirname, 'relay.ts')
  const child = spawn('ip', ['netns', 'exec', name, process.execPath, script, host, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  return { child, port: Number(said) }
}
