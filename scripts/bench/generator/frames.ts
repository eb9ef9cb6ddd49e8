import { randomBytes } from 'node:crypto'

/** RFC 6455, the client's side: what a load needs of it. Text frames, no fragments, no extensions. */
const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa
const FINAL = 0x80
const MASKED = 0x80
/** Payloads up to here have their length in the second byte; longer ones in two more, or in eight. */
const SHORT = 125
const MEDIUM = 126
const LONG = 127
const MASK_BYTES = 4
/** Clients must mask. One mask for all frames costs the server what any other does. */
const MASK = randomBytes(MASK_BYTES)

function frameOf(opcode: number, payload: Buffer): Buffer {
  const isShort = payload.length <= SHORT
  const headBytes = isShort ? 2 : 4
  const frame = Buffer.allocUnsafe(headBytes + MASK_BYTES + payload.length)
  frame[0] = FINAL | opcode
  frame[1] = MASKED | (isShort ? payload.length : MEDIUM)
  if (!isShort) frame.writeUInt16BE(payload.length, 2)
  MASK.copy(frame, headBytes)
  const start = headBytes + MASK_BYTES
  for (let i = 0; i < payload.length; i++) frame[start + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0)
  return frame
}

/** A text frame, of at most 64 KiB. */
export const textFrame = (text: string): Buffer => frameOf(TEXT, Buffer.from(text))

type Reading = {
  text(text: string): void
  /** The other side wants this said at once. */
  reply(frame: Buffer): void
  closed(code: number): void
}

/** Reads whole frames off `bytes`; gives what is left of them. */
export function readFrames(bytes: Buffer, on: Reading): Buffer {
  let rest = bytes
  for (let bounds = boundsOf(rest); bounds; bounds = boundsOf(rest)) {
    const payload = rest.subarray(bounds.start, bounds.end)
    read((rest[0] ?? 0) & 0xf, payload, on)
    rest = rest.subarray(bounds.end)
  }
  return rest
}

function read(opcode: number, payload: Buffer, on: Reading): void {
  if (opcode === TEXT) on.text(payload.toString())
  else if (opcode === PING) on.reply(frameOf(PONG, payload))
  else if (opcode === CLOSE) on.closed(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
}

/** Where the payload of the first frame lies; null while it is not whole. */
function boundsOf(bytes: Buffer): { start: number; end: number } | null {
  if (bytes.length < 2) return null
  const short = (bytes[1] ?? 0) & 0x7f
  const start = headOf(short)
  if (bytes.length < start) return null
  const end = start + lengthOf(bytes, short)
  return bytes.length < end ? null : { start, end }
}

function headOf(short: number): number {
  if (short <= SHORT) return 2
  return short === LONG ? 10 : 4
}

function lengthOf(bytes: Buffer, short: number): number {
  if (short <= SHORT) return short
  return short === LONG ? Number(bytes.readBigUInt64BE(2)) : bytes.readUInt16BE(2)
}
