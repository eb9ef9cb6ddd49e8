import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { LIMITS } from '@parley/protocol'
import { lastBackup } from '../backup/last-backup.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { Domains } from '../domains.ts'
import { systemClock } from '../lib/clock.ts'
import { INBOX_DIST, WIDGET_DIST } from '../web/dist-files.ts'

const DAY_MS = 86_400_000
/** Clients send again what they sent within a day before a restore: an older backup loses what they no longer keep. */
const OLD_DAYS = 2

type Finding = { is: 'good' | 'warning' | 'bad'; text: string }

/** Looks at an installation and says, a line each, what is right and what to do about the rest. */
export async function examine(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  domains: Pick<Domains, 'setup'>,
): Promise<string[]> {
  const findings = [
    ...ofFolder(config),
    ...ofAddresses(config),
    ofBuild('widget', path.join(WIDGET_DIST, 'parley.js')),
    ofBuild('inbox', path.join(INBOX_DIST, 'index.html')),
    await ofImages(),
    { is: 'good', text: `store: ${store.kind}` } as const,
    await ofClock(store),
    await ofBackup(store),
    (await domains.setup.ownedWorkspace())
      ? ({ is: 'good', text: 'an owner can sign in' } as const)
      : ({ is: 'bad', text: 'nobody can sign in: start the server and open the link that it prints' } as const),
  ]
  return findings.map(({ is, text }) => `${is.padEnd(8)} ${text}`)
}

function ofFolder({ dataDir }: Config): Finding[] {
  const mode = statSync(dataDir).mode & 0o077
  if (mode === 0) return [{ is: 'good', text: `data folder: ${dataDir}, closed to others` }]
  return [
    { is: 'warning', text: `data folder: others on this machine can enter ${dataDir}; run: chmod 700 ${dataDir}` },
  ]
}

function ofAddresses({ urls }: Config): Finding[] {
  return [...new Set(Object.values(urls))].map((url) => {
    const isLocal = /^http:\/\/(localhost|127\.0\.0\.1|[\w.-]+\.localhost)(:\d+)?$/.test(url)
    if (url.startsWith('https:') || isLocal) return { is: 'good', text: `address: ${url}` }
    return { is: 'warning', text: `address: ${url} is not encrypted; visitors and agents need https` }
  })
}

function ofBuild(name: string, file: string): Finding {
  return existsSync(file)
    ? { is: 'good', text: `${name}: built` }
    : { is: 'bad', text: `${name}: not built; run: npm run build` }
}

async function ofImages(): Promise<Finding> {
  try {
    await import('sharp')
    return { is: 'good', text: 'images: made anew and previewed' }
  } catch {
    return { is: 'warning', text: 'images: the optional package sharp is missing; images can be downloaded only' }
  }
}

async function ofClock(store: Deps['store']): Promise<Finding> {
  const offsetMs = Math.abs((await store.now()).getTime() - systemClock.now().getTime())
  return offsetMs <= LIMITS.clockOffsetMs
    ? { is: 'good', text: 'clock: agrees with the store' }
    : { is: 'bad', text: `clock: ${offsetMs} ms off the store's; synchronize this machine's time` }
}

async function ofBackup(store: Deps['store']): Promise<Finding> {
  const at = await lastBackup(store.db)
  if (!at) return { is: 'warning', text: 'backup: there is none yet; run: parley backup FOLDER' }
  const days = Math.floor(((await store.now()).getTime() - at.getTime()) / DAY_MS)
  if (days < OLD_DAYS) return { is: 'good', text: `backup: of ${at.toISOString()}` }
  return { is: 'warning', text: `backup: the last is ${days} days old; run: parley backup FOLDER` }
}
