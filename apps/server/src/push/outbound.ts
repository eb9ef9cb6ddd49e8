import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, isPublicUrl } from './addresses.ts'

export type Address = { address: string; family: number }
export type Post = { url: string; headers: Record<string, string>; body: Buffer }
/** Posts to an address that a stranger named, and gives the status; throws {@link RefusedAddress}, or what went wrong. */
export type Outbound = (post: Post) => Promise<number>

/** The address is not one of the internet: nothing was sent. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress'
}

/** S10: the name's answer and the server's together. */
export const WITHIN_MS = 5_000
export const HEADER_BYTES = 8 * 1024

type Parts = {
  resolve?(hostname: string): Promise<Address[]>
  /** Posts to one of these addresses and no other. */
  dial?(post: Post, addresses: readonly Address[], signal: AbortSignal): Promise<number>
}

export const resolveAll = (hostname: string): Promise<Address[]> => lookup(hostname, { all: true, verbatim: true })

/**
 * The one way out to addresses of strangers (S10): names are resolved once, every answer must be public, the connection
 * goes to what was checked, redirects are not followed, of an answer the status alone is read.
 */
export function createOutbound({ resolve = resolveAll, dial = dialHttps }: Parts = {}): Outbound {
  return async (post) => {
    if (!isPublicUrl(post.url)) throw new RefusedAddress('not an address of the internet')
    const signal = AbortSignal.timeout(WITHIN_MS)
    const addresses = await within(signal, resolve(new URL(post.url).hostname))
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      throw new RefusedAddress('the name leads to an address that is not of the internet')
    return within(signal, dial(post, addresses, signal))
  }
}

/** A name server that never answers holds nobody up. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, late])
}

/** Whatever the name says by now: the connection goes to what was checked (N51). */
export function onlyTo(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, found) => {
    const [first] = addresses
    if (all) found(null, [...addresses])
    else found(null, first?.address ?? '', first?.family)
  }
}

function dialHttps({ url, headers, body }: Post, addresses: readonly Address[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      ...{ method: 'POST', headers: { ...headers, 'content-length': body.length }, signal, agent: false },
      maxHeaderSize: HEADER_BYTES,
      lookup: onlyTo(addresses),
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    sent.end(body)
  })
}
