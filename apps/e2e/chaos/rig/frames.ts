/** One WebSocket frame as it crosses the wire: its bytes, and its text when it is an unfragmented text frame. */
export type WireFrame = { bytes: Buffer; text: string | null }

/** How many bytes of length follow these values of the short one. */
const LENGTH_BYTES: Record<number, number> = { 126: 2, 127: 8 }

/** Length and place of the payload; null while the head is not complete (RFC 6455, 5.2). */
function head(buffer: Buffer): { at: number; length: number; mask: Buffer | null } | null {
  if (buffer.length < 2) return null
  const isMasked = ((buffer[1] ?? 0) & 0x80) !== 0
  const short = (buffer[1] ?? 0) & 0x7f
  const extra = LENGTH_BYTES[short] ?? 0
  const at = 2 + extra + (isMasked ? 4 : 0)
  if (buffer.length < at) return null
  const length = extra === 0 ? short : buffer.readUIntBE(2 + Math.max(0, extra - 6), Math.min(extra, 6))
  return { at, length, mask: isMasked ? buffer.subarray(at - 4, at) : null }
}

const OPCODE = 0x0f
const FINAL_TEXT = 0x81

function textOf(payload: Buffer, mask: Buffer | null): string {
  if (!mask) return payload.toString()
  return Buffer.from(payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))).toString()
}

/** Cuts a stream of bytes into frames; what is not complete yet waits for the next chunk. */
export function createFrameReader(): (chunk: Buffer) => WireFrame[] {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const frames: WireFrame[] = []
    for (let found = head(rest); found && rest.length >= found.at + found.length; found = head(rest)) {
      const bytes = rest.subarray(0, found.at + found.length)
      const isText = bytes[0] === FINAL_TEXT && ((bytes[0] ?? 0) & OPCODE) === 1
      frames.push({ bytes, text: isText ? textOf(bytes.subarray(found.at), found.mask) : null })
      rest = rest.subarray(bytes.length)
    }
    return frames
  }
}
