import { randomBytes } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
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

  /** A name that no blob has, and the folders for it. */
  async function newKey(): Promise<string> {
    const key = randomBytes(32).toString('hex')
    await mkdir(path.dirname(fileOf(key)), { recursive: true, mode: 0o700 })
    return key
  }

  /** The names too must survive a loss of power: the file's, and those of the folders that may be new. */
  async function flushNames(key: string): Promise<void> {
    const dir = path.dirname(fileOf(key))
    for (const one of [dir, path.dirname(dir), folder]) await flush(one)
  }

  return {
    temporaryFile: async () => path.join(received, randomBytes(16).toString('hex')),

    async keep(file) {
      const key = await newKey()
      await flush(file)
      await rename(file, fileOf(key))
      await flushNames(key)
      return key
    },

    async copy(from) {
      const key = await newKey()
      const target = fileOf(key)
      // Blobs never change: two names of the same bytes take no room. Not every file system has those.
      await link(fileOf(from), target).catch(async () => {
        await copyFile(fileOf(from), target, constants.COPYFILE_EXCL)
        await flush(target)
      })
      await flushNames(key)
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
