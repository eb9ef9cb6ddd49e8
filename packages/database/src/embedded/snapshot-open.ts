import { constants, existsSync } from 'node:fs'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { type EmbeddedOptions, type EmbeddedStore, openEmbedded } from './open-embedded.ts'
import { STORE_FILE } from './store-file.ts'

/**
 * Opens a copy that `copyTo` made, as a new store in the empty folder `options.dir`; the copy stays as it is.
 * @throws Error when a store is there already, or the copy is damaged
 */
export async function openEmbeddedCopy(folder: string, options: EmbeddedOptions): Promise<EmbeddedStore> {
  const file = path.join(options.dir, STORE_FILE)
  await mkdir(options.dir, { recursive: true, mode: 0o700 })
  await copyFile(path.join(folder, STORE_FILE), file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  await chmod(file, 0o600)
  return openEmbedded(options)
}

/** Names of the files that a store in this folder has; none where there is none. */
export function storeFilesIn(dir: string): string[] {
  return [STORE_FILE, `${STORE_FILE}-wal`, `${STORE_FILE}-shm`].filter((name) => existsSync(path.join(dir, name)))
}
