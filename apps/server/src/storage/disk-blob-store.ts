import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BlobStore } from './blob-store.ts'

const KEY = /^[0-9a-f]{64}$/

/** The file of a blob. Throws when that is no key: nothing else ever becomes part of a path. */
export function blobPath(folder: string, key: string): string {
  if (!KEY.test(key)) throw new Error('not a key of a blob')
  return path.join(folder, key.slice(0, 2), key.slice(2, 4), key)
}

/** Blobs as files of a folder, 65,536 folders wide; only the server's user can read them. */
export async function createDiskBlobStore(folder: string): Promise<BlobStore> {
  const received = path.join(folder, 'received')
  await mkdir(received, { recursive: true, mode: 0o700 })

  const fileOf = (key: string): string => blobPath(folder, key)

  return {
    temporaryFile: async () => path.join(received, randomBytes(16).toString('hex')),

    async keep(file) {
      const key = randomBytes(32).toString('hex')
      const target = fileOf(key)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      await flush(file)
      await rename(file, target)
      // The names too must survive a loss of power: the file's, and those of the folders that may be new.
      for (const dir of [path.dirname(target), path.dirname(path.dirname(target)), folder]) await flush(dir)
      return key
    },

    async sizeOf(key) {
      try {
        return (await stat(fileOf(key))).size
      } catch {
        return null // removed meanwhile
      }
    },

    read: (key, range) => createReadStream(fileOf(key), range ?? {}),
    remove: (key) => rm(fileOf(key), { force: true }),

    async sweep(before) {
      let count = 0
      for (const name of await readdir(received)) {
        const file = path.join(received, name)
        const { mtime } = await stat(file)
        if (mtime >= before) continue
        await rm(file, { force: true })
        count += 1
      }
      return count
    },
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
