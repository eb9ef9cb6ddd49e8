/** Sounds as programs write them, as short as they can be. */

export function aWav(seconds = 0.5, { rate = 8_000, bytesEach = 2 } = {}): Buffer {
  const data = Buffer.alloc(Math.round(seconds * rate) * bytesEach)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20) // PCM
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * bytesEach, 28)
  head.writeUInt16LE(bytesEach, 32)
  head.writeUInt16LE(8 * bytesEach, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** Frames of 32 kbit/s at 44.1 kHz, behind a tag of 20 bytes. */
export function anMp3(seconds = 0.5): Buffer {
  const frame = Buffer.alloc(104)
  frame.writeUInt32BE(0xfffb_1000, 0)
  const tag = Buffer.alloc(30)
  tag.write('ID3', 0, 'latin1')
  tag.writeUInt8(3, 3)
  tag.writeUInt8(20, 9)
  return Buffer.concat([tag, ...Array.from({ length: Math.ceil((seconds * 44_100) / 1152) }, () => frame)])
}

/** Two pages of Opus. */
export function anOgg(seconds = 0.5): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(1, 9)
  head.writeUInt16LE(312, 10)
  head.writeUInt32LE(48_000, 12)
  return Buffer.concat([page(head, 0n), page(Buffer.alloc(40), BigInt(Math.round(seconds * 48_000) + 312))])
}

function page(body: Buffer, granule: bigint): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 0, 'latin1')
  head.writeBigInt64LE(granule, 6)
  head.writeUInt8(1, 26)
  head.writeUInt8(body.length, 27)
  return Buffer.concat([head, body])
}

/** The boxes that say how long it is; `kind` of its track. */
export function anM4a(seconds = 0.5, kind = 'soun'): Buffer {
  const head = Buffer.alloc(100)
  head.writeUInt32BE(1_000, 12)
  head.writeUInt32BE(Math.round(seconds * 1_000), 16)
  const handler = Buffer.concat([Buffer.alloc(8), Buffer.from(kind, 'latin1'), Buffer.alloc(12)])
  const movie = box('moov', Buffer.concat([box('mvhd', head), box('trak', box('mdia', box('hdlr', handler)))]))
  return Buffer.concat([box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42', 'latin1')), movie])
}

function box(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
