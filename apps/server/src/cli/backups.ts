import path from 'node:path'
import type { Tell } from '../backup/progress.ts'
import { restoreBackup } from '../backup/restore.ts'
import { takeBackup } from '../backup/take.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { Domains } from '../domains.ts'
import { UsageError } from '../errors/usage-error.ts'
import { parse, type Words } from './operations.ts'

type Installation = { deps: Deps; server: { domains: Pick<Domains, 'workspaces'> } }

/** Backups are rare and heavy: two at once would only keep each other waiting. */
let isRunning = false

/** `parley backup FOLDER`. Throws {@link UsageError}. */
export async function backUp({ deps, server }: Installation, [, ...rest]: Words, tell: Tell): Promise<string[]> {
  const folder = folderOf(parse(rest, {}).positionals, 'parley backup /backups/2026-01-31')
  const [workspace] = await server.domains.workspaces.list()
  if (!workspace) throw new UsageError('Nothing is set up yet: there is nothing to back up.')
  if (isRunning) throw new UsageError('A backup is running. Wait for it to end.')
  isRunning = true
  try {
    return await takeBackup(deps, folder, tell)
  } finally {
    isRunning = false
  }
}

/** `parley restore FOLDER [--replace]`. Throws {@link UsageError}. */
export function restore(config: Config, [, ...rest]: Words, tell: Tell): Promise<string[]> {
  const { values, positionals } = parse(rest, { replace: { type: 'boolean' } })
  const folder = folderOf(positionals, 'parley restore /backups/2026-01-31')
  return restoreBackup(config, { folder, replace: values['replace'] === true, tell })
}

/** A path as the operator meant it, whatever folder the server was started in. */
export function withWholePath(words: Words): Words {
  const [noun] = words
  if (noun !== 'backup' && noun !== 'restore') return words
  return words.map((word, i) => (i === 0 || word.startsWith('-') ? word : path.resolve(word)))
}

function folderOf(positionals: string[], example: string): string {
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) throw new UsageError(`Name one folder: ${example}`)
  return path.resolve(folder)
}
