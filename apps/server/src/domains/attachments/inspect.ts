import { open } from 'node:fs/promises'
import type { FileContent } from '@parley/protocol/files'
import { fileTypeFromFile } from 'file-type'

/** How much of a file without a signature is looked at to tell text from bytes. */
const SAMPLE_BYTES = 8 * 1024

/** The type of a file from its content alone (S11, N61): a known signature, else text, else bytes. */
export async function contentOf(file: string): Promise<FileContent> {
  const found = await fileTypeFromFile(file)
  if (found) return { type: found.mime, ending: found.ext }
  return { type: (await isText(file)) ? 'text/plain' : 'application/octet-stream', ending: null }
}

async function isText(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    const sample = buffer.subarray(0, bytesRead)
    // `stream: true`: the sample may end inside a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return !/[^\P{Cc}\t\n\f\r]/u.test(text)
  } catch {
    return false // not UTF-8
  } finally {
    await handle.close()
  }
}
