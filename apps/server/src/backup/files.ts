import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file of a backup: its path there (with `/`), its size, and its SHA-256 in hex. */
export type FileSum = { path: string; bytes: number; sha256: string }
type Sum = Omit<FileSum, 'path'>

/** Size and SHA-256 of a file. */
export async function sumOf(file: string): Promise<Sum> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Writes a new file that its owner alone can read, durably, and sums it on the way. */
export async function writeSummed(source: Readable, file: string): Promise<Sum> {
  const hash = createHash('sha256')
  let bytes = 0
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const summing = async function* (chunks: AsyncIterable<Buffer | string>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += Buffer.byteLength(chunk)
      yield chunk
    }
  }
  await pipeline(source, summing, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  return { bytes, sha256: hash.digest('hex') }
}

/** Copies a blob; false when there is none any more. */
export async function copyBlob(source: Readable, file: string): Promise<Sum | null> {
  try {
    return await writeSummed(source, file)
  } catch (error) {
    if (!isMissing(error) || !existsSync(path.dirname(file))) throw error
    await rm(file, { force: true })
    return null
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Every file below `folder`, by its path there, in order. */
export async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

/** In the form that `sha256sum -c` reads. */
export function writeSums(sums: readonly FileSum[]): string {
  return sums.map(({ path: name, sha256 }) => `${sha256}  ${name}\n`).join('')
}

/** Path to SHA-256. Throws when a line is no line of sums, or leads out of the folder. */
export function readSums(text: string): Map<string, string> {
  const sums = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sum, name] = /^([\da-f]{64}) {2}([\w.-]+(?:\/[\w.-]+)*)$/.exec(line) ?? []
    if (!sum || !name || name.split('/').includes('..')) throw new Error(`no line of sums: ${line.slice(0, 100)}`)
    sums.set(name, sum)
  }
  return sums
}

/** Waits until what a folder's list of names says is on the disk. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes every folder below `root`, and itself, durable. */
export async function flushTree(root: string): Promise<void> {
  const found = await readdir(root, { recursive: true, withFileTypes: true })
  for (const entry of found) if (entry.isDirectory()) await flushFolder(path.join(entry.parentPath, entry.name))
  await flushFolder(root)
}
