import type { SoundType } from '@parley/protocol'

/** How long a sound lasts in milliseconds, read from its own structure; null where that is broken. */
export function durationOf(bytes: Buffer, type: SoundType): number | null {
  const seconds = READERS[type](bytes)
  return seconds !== null && seconds > 0 && Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : null
}

const READERS: Record<SoundType, (bytes: Buffer) => number | null> = {
  'audio/wav': wavSeconds,
  'audio/mpeg': mp3Seconds,
  'audio/ogg': oggSeconds,
  'audio/mp4': mp4Seconds,
}

/** RIFF: a chunk tells how samples are written, another has them. */
function wavSeconds(bytes: Buffer): number | null {
  let perSecond = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const body = at + 8
    if (name === 'fmt ' && body + 16 <= bytes.length)
      perSecond = bytes.readUInt32LE(body + 4) * bytes.readUInt16LE(body + 12)
    // What a recorder did not know when it began is written as more than there is.
    if (name === 'data') return perSecond > 0 ? Math.min(size, bytes.length - body) / perSecond : null
    at = body + size + (size % 2)
  }
  return null
}

const KBIT_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KBIT_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const HZ = [44_100, 48_000, 32_000]
const LAYER_3 = 1
/** By the two bits of a version: how far the rates of version 1 are halved; what is missing is no version. */
const HALVED: Record<number, number> = { 3: 1, 2: 2, 0: 4 }

type Frame = { length: number; seconds: number }

/** The frame of MPEG sound, layer III, that begins at `at`. */
function frameAt(bytes: Buffer, at: number): Frame | null {
  if (at + 4 > bytes.length) return null
  const head = bytes.readUInt32BE(at)
  const halved = HALVED[(head >>> 19) & 3]
  const hz = HZ[(head >>> 10) & 3]
  const kbit = (halved === 1 ? KBIT_1 : KBIT_2)[(head >>> 12) & 15]
  if (head >>> 21 !== 0x7ff || ((head >>> 17) & 3) !== LAYER_3 || !halved || !hz || !kbit) return null
  const rate = hz / halved
  const samples = halved === 1 ? 1152 : 576
  const padding = (head >>> 9) & 1
  return { length: Math.floor((samples / 8) * ((kbit * 1000) / rate)) + padding, seconds: samples / rate }
}

/** Frame by frame, behind the tag that a file may begin with. One frame may be chance, two are not. */
function mp3Seconds(bytes: Buffer): number | null {
  let at = tagLength(bytes)
  let seconds = 0
  let count = 0
  for (let frame = frameAt(bytes, at); frame; frame = frameAt(bytes, at)) {
    seconds += frame.seconds
    at += frame.length
    count += 1
  }
  return count > 1 ? seconds : null
}

/** ID3v2: its length is written in seven bits of each byte. */
function tagLength(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes.length < 10) return 0
  return 10 + bytes.subarray(6, 10).reduce((length, byte) => length * 128 + (byte & 127), 0)
}

/** Pages: the first says how time is counted, the last how far it went. */
function oggSeconds(bytes: Buffer): number | null {
  let counted: { rate: number; skip: number } | null = null
  let end = -1n
  for (let at = 0; at + 27 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS'; ) {
    const lacing = bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26))
    const body = at + 27 + lacing.length
    counted ??= countedOf(bytes.subarray(body))
    const granule = bytes.readBigInt64LE(at + 6)
    if (granule >= 0n) end = granule
    at = body + lacing.reduce((sum, length) => sum + length, 0)
  }
  return counted && end > 0n ? (Number(end) - counted.skip) / counted.rate : null
}

const OPUS_HZ = 48_000

/** By the first packet: Opus or Vorbis. */
function countedOf(packet: Buffer) {
  if (packet.length < 16) return null
  if (packet.toString('latin1', 0, 8) === 'OpusHead') return { rate: OPUS_HZ, skip: packet.readUInt16LE(10) }
  const isVorbis = packet.toString('latin1', 0, 7) === '\u0001vorbis'
  return isVorbis && packet.readUInt32LE(12) > 0 ? { rate: packet.readUInt32LE(12), skip: 0 } : null
}

/** Boxes: the movie's head has its length; a track of pictures makes it no sound. */
function mp4Seconds(bytes: Buffer): number | null {
  const movie = boxOf(bytes, 'moov')
  const head = movie && boxOf(movie, 'mvhd')
  if (!movie?.includes('soun', 0, 'latin1') || movie.includes('vide', 0, 'latin1')) return null
  if (!head || head.length < 32) return null
  const isLong = head.readUInt8(0) === 1
  const scale = head.readUInt32BE(isLong ? 20 : 12)
  const length = isLong ? Number(head.readBigUInt64BE(24)) : head.readUInt32BE(16)
  return scale > 0 ? length / scale : null
}

/** The inside of the first box of this name among those that `bytes` is a row of. */
function boxOf(bytes: Buffer, name: string): Buffer | null {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    if (size < 8) return null
    if (bytes.toString('latin1', at + 4, at + 8) === name) return bytes.subarray(at + 8, at + size)
    at += size
  }
  return null
}
