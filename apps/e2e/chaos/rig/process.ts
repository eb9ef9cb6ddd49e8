import { existsSync, readFileSync } from 'node:fs'

/** Resident memory of a process in kB, as the kernel has it; 0 where there is no /proc. */
export function residentKb(pid: number): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  return Number(readFileSync(file, 'utf8').match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0)
}

const ESTABLISHED = '01'

/** How many connections to `port` the server's side of the kernel holds; null where there is no /proc. */
export const heldConnections = (port: number): number | null => heldPeers(port)?.size ?? null

/**
 * Who has a connection to `port` as the server's side of the kernel holds it, whatever the other side thinks; null where
 * there is no /proc. A line of the table is `sl local remote state …`, addresses as hexadecimal `ip:port` (proc(5)).
 */
export function heldPeers(port: number): Set<string> | null {
  const files = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file))
  if (files.length === 0) return null
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
  const peers = rows.flatMap((row) => {
    const [, local = '', remote = '', state] = row.trim().split(/\s+/)
    return local.endsWith(end) && state === ESTABLISHED ? [remote] : []
  })
  return new Set(peers)
}
