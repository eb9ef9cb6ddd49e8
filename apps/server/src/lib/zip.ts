import { crc32 } from 'node:zlib'

export type ZipEntry = { name: string; data: Iterable<Buffer> | AsyncIterable<Buffer> }

const LOCAL = 0x04034b50
const AFTER = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Names are UTF-8, and sizes follow the bytes. */
const FLAGS = 0x0808

type Written = { name: Buffer; crc: number; size: number; offset: number }

/**
 * A ZIP archive of entries as they come, uncompressed: nothing is held but the list of names. It holds up to 65,535
 * entries and 4 GiB, which whoever calls sees to.
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Buffer> {
  const written: Written[] = []
  const time = dosTimeOf(at)
  let offset = 0
  for await (const { name: text, data } of entries) {
    const name = Buffer.from(text)
    const entry = { name, crc: 0, size: 0, offset }
    const head = Buffer.concat([headerOf([LOCAL, VERSION, FLAGS, 0], time, entry), name])
    yield head
    for await (const bytes of data) {
      entry.crc = crc32(bytes, entry.crc)
      entry.size += bytes.length
      yield bytes
    }
    const tail = numbers([AFTER, entry.crc, entry.size, entry.size])
    yield tail
    offset += head.length + entry.size + tail.length
    written.push(entry)
  }
  let size = 0
  for (const entry of written) {
    const head = headerOf([CENTRAL, VERSION, VERSION, FLAGS, 0], time, entry)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(entry.offset, 10)
    const all = Buffer.concat([head, rest, entry.name])
    size += all.length
    yield all
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  yield end
}

/** Signature and words, time, sums, and the length of the name. */
function headerOf([signature = 0, ...words]: readonly number[], time: Buffer, { crc, size, name }: Written): Buffer {
  const start = Buffer.alloc(4 + 2 * words.length)
  start.writeUInt32LE(signature, 0)
  for (const [i, word] of words.entries()) start.writeUInt16LE(word, 4 + 2 * i)
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16LE(name.length, 0)
  return Buffer.concat([start, time, numbers([crc, size, size]), lengths])
}

function numbers(all: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * all.length)
  for (const [i, one] of all.entries()) bytes.writeUInt32LE(one, 4 * i)
  return bytes
}

function dosTimeOf(at: Date): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 0)
  bytes.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 2)
  return bytes
}
