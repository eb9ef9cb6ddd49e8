/** The files of an archive by their names, found by its list as any reader does. */
export function unzipped(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [size, length, offset] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.subarray(at + 46, at + 46 + length).toString()
    const from = offset + 30 + bytes.readUInt16LE(offset + 26)
    files.set(name, bytes.subarray(from, from + size).toString())
    at += 46 + length
  }
  return files
}
