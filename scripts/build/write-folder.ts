import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Brotli as the server sends it: quality 11, told the size beforehand. */
export function brotli(content: Uint8Array): Promise<Buffer> {
  return toBrotli(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })
}

async function writeFile(dir: string, name: string, content: Uint8Array): Promise<void> {
  const file = path.join(dir, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) return
  writeFileSync(`${file}.br`, await brotli(content))
  writeFileSync(`${file}.gz`, await toGzip(content, { level: 9 }))
}

/** Writes a folder whole, `.br` and `.gz` beside what compresses, then swaps it in: a running server never sees half. */
export async function writeFolder(dir: string, files: Map<string, Uint8Array>): Promise<void> {
  const fresh = `${dir}.new-${process.pid}`
  const old = `${dir}.old-${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  await Promise.all([...files].map(([name, content]) => writeFile(fresh, name, content)))
  try {
    renameSync(dir, old)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // the first build has nothing to move away
  }
  renameSync(fresh, dir)
  rmSync(old, { recursive: true, force: true })
}
