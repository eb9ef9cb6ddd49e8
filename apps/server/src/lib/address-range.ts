import { isIPv4, isIPv6 } from 'node:net'

/** An address of the one or the other kind; IPv4 written as IPv6 (`::ffff:…`) is IPv4. */
export type Address = { family: 4 | 6; value: bigint }
/** The addresses that have their first `bits` in common. */
export type AddressRange = { family: 4 | 6; value: bigint; bits: number }

const BITS = { 4: 32, 6: 128 } as const
/** What stands before the last 32 bits of an IPv4 address that is written as IPv6. */
const MAPPED = 0xffffn
const MAPPED_BITS = 96

/** Null for what is no address. */
export function addressOf(text: string): Address | null {
  if (isIPv4(text)) return { family: 4, value: joined(text.split('.').map(Number), 8n) }
  const [plain = ''] = text.split('%') // the name of the line, which the server alone knows
  if (!isIPv6(plain)) return null
  const value = joined(groupsOf(plain), 16n)
  return value >> 32n === MAPPED ? { family: 4, value: value & 0xffff_ffffn } : { family: 6, value }
}

/** Of an address alone, or with the bits that count (`203.0.113.0/24`); null for what is no range. */
export function rangeOf(text: string): AddressRange | null {
  const [, address = '', length] = /^([\d.:a-f]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? []
  const found = addressOf(address)
  if (!found) return null
  const { family, value } = found
  const all = BITS[family]
  const before = family === 4 && address.includes(':') ? MAPPED_BITS : 0
  const bits = length === undefined ? all : Number(length) - before
  if (bits < 0 || bits > all) return null
  const rest = BigInt(all - bits)
  return { family, bits, value: (value >> rest) << rest }
}

export function holds({ family, bits, value }: AddressRange, address: Address): boolean {
  return family === address.family && (address.value ^ value) >> BigInt(BITS[family] - bits) === 0n
}

/** One way to write each: what is typed in two ways is one range. */
export function rangeText({ family, bits, value }: AddressRange): string {
  const address = family === 4 ? partsOf(value, 8n, 4).join('.') : shortest(partsOf(value, 16n, 8))
  return bits === BITS[family] ? address : `${address}/${bits}`
}

const joined = (parts: readonly number[], bits: bigint) => parts.reduce((all, part) => (all << bits) | BigInt(part), 0n)

function partsOf(value: bigint, bits: bigint, count: number): number[] {
  return Array.from({ length: count }, (_, n) =>
    Number((value >> (bits * BigInt(count - 1 - n))) & ((1n << bits) - 1n)),
  )
}

function groupsOf(text: string): number[] {
  const [head = '', tail = ''] = hostOf(text).split('::')
  const [left, right] = [head, tail].map((part) => part.split(':').flatMap((group) => (group ? [`0x${group}`] : [])))
  const [first = [], last = []] = [left?.map(Number), right?.map(Number)]
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last]
}

const shortest = (groups: readonly number[]) => hostOf(groups.map((group) => group.toString(16)).join(':'))

/** The parser of addresses of pages writes each in its shortest form: no dots, small letters. */
const hostOf = (text: string) => new URL(`http://[${text}]`).hostname.slice(1, -1)
