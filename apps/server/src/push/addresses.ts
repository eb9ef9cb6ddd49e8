import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the internet, or that lead into one (RFC 6890, N50). */
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
/** Of IPv6 only global unicast is public; these parts of it carry other addresses inside, or are for documents. */
const GLOBAL_V6 = ['2000::', 3] as const
const NOT_GLOBAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const refusedV4 = new BlockList()
for (const [network, bits] of PRIVATE_V4) refusedV4.addSubnet(network, bits, 'ipv4')
const globalV6 = new BlockList()
globalV6.addSubnet(...GLOBAL_V6, 'ipv6')
const refusedV6 = new BlockList()
for (const [network, bits] of NOT_GLOBAL_V6) refusedV6.addSubnet(network, bits, 'ipv6')

/** Whether an address is one of the internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !refusedV4.check(address, 'ipv4')
  return family === 6 && globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6')
}

/** Names that are never public, whatever they resolve to. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)\.?$/i

/** Whether `text` may be asked for at all, before its name is resolved: https on its own port, by a name, no credentials. */
export function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, port, username, password, hostname } = new URL(text)
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  return isPlain && hostname.includes('.') && isIP(hostname) === 0 && !PRIVATE_NAME.test(hostname)
}
