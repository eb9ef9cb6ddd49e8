import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'
import { readSums, sumOf } from './files.ts'
import { FORMAT, Manifest, PARTS } from './manifest.ts'
import { inSteps, type Tell } from './progress.ts'

/** A backup that was read through: every file that it lists (but the manifest) is there and has its SHA-256. */
export type VerifiedBackup = { folder: string; manifest: Manifest; files: ReadonlyMap<string, string> }

/** Reads a backup through before anything relies on it. Throws {@link UsageError} that names what is wrong. */
export async function readBackup(folder: string, tell: Tell): Promise<VerifiedBackup> {
  if (!existsSync(path.join(folder, PARTS.manifest)) || !existsSync(path.join(folder, PARTS.sums)))
    throw new UsageError(`${folder} is no backup: it has no ${PARTS.manifest} with a ${PARTS.sums}.`)
  const sums = await orDamaged(folder, async () => readSums(await readFile(path.join(folder, PARTS.sums), 'utf8')))
  const bytes = await verify(folder, sums, inSteps('verified', tell))
  const manifest = await manifestOf(folder)
  const files = new Map([...sums].filter(([name]) => name !== PARTS.manifest))
  const { count, bytes: expected } = manifest.files
  if (files.size !== count || bytes !== expected)
    throw damaged(folder, `it lists ${files.size} files of ${bytes} bytes, not ${count} of ${expected}`)
  return { folder, manifest, files }
}

/** Sums every file again; gives the bytes of all but the manifest. */
async function verify(folder: string, sums: Map<string, string>, tell: (share: number) => void): Promise<number> {
  let bytes = 0
  let done = 0
  for (const [name, sha256] of sums) {
    const file = path.join(folder, name)
    if (!existsSync(file)) throw damaged(folder, `${name} is missing`)
    const sum = await sumOf(file)
    if (sum.sha256 !== sha256) throw damaged(folder, `${name} was changed`)
    if (name !== PARTS.manifest) bytes += sum.bytes
    done += 1
    tell(done / sums.size)
  }
  return bytes
}

async function manifestOf(folder: string): Promise<Manifest> {
  const given: unknown = await orDamaged(folder, async () =>
    JSON.parse(await readFile(path.join(folder, PARTS.manifest), 'utf8')),
  )
  const { format } = given as { format?: unknown }
  if (format !== FORMAT)
    throw new UsageError(`${folder} has format ${String(format)}; this version of Parley reads format ${FORMAT}.`)
  return orDamaged(folder, async () => Manifest.parse(given))
}

async function orDamaged<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw damaged(folder, error instanceof Error ? error.message : String(error), error)
  }
}

/** Nothing of such a backup may be relied on. */
export function damaged(folder: string, what: string, cause?: unknown): UsageError {
  return new UsageError(`The backup ${folder} is damaged: ${what}. Nothing was restored; take another.`, { cause })
}
