import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isPublicAddress, isPublicUrl } from './addresses.ts'
import { type Address, HEADER_BYTES, onlyTo, RefusedAddress, resolveAll, WITHIN_MS, within } from './outbound.ts'

export type Page = { url: string; html: string }
/** Reads the beginning of a page that a stranger named; null for what is none. Throws {@link RefusedAddress}, or what went wrong. */
export type PageFetch = (url: string) => Promise<Page | null>

type Parts = {
  resolve?(hostname: string): Promise<Address[]>
  /** Asks one of these addresses and no other. */
  dial?(url: string, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage>
}

/** What a page says of itself stands in its head: of more than this nothing is read. Bytes. */
const MOST_BYTES = 256 * 1024
const MOST_REDIRECTS = 3
const MOST_LENGTH = 2000
/** Names in other letters may look like somebody else's (N55). */
const FOREIGN_LETTERS = /(^|\.)xn--/i

/**
 * The way out to pages of strangers (S10): https on its own port, every answer of the name public, the connection to what
 * was checked; redirects are checked like a first address, at most three; all of it within five seconds. No cookies, no
 * credentials, nothing compressed, and nothing of what is read is run.
 */
export function createPageFetch({ resolve = resolveAll, dial = dialPage }: Parts = {}): PageFetch {
  async function ask(url: string, signal: AbortSignal): Promise<IncomingMessage> {
    const addresses = await within(signal, resolve(new URL(url).hostname))
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      throw new RefusedAddress('the name leads to an address that is not of the internet')
    return within(signal, dial(url, addresses, signal))
  }

  return async (first) => {
    const signal = AbortSignal.timeout(WITHIN_MS)
    let url = first
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!mayAsk(url)) throw new RefusedAddress('not an address of the internet')
      const answer = await ask(url, signal)
      const next = redirectOf(answer, url)
      if (next === null) return isPage(answer) ? { url, html: await beginningOf(answer, signal) } : discard(answer)
      answer.destroy()
      url = next
    }
    return null
  }
}

function mayAsk(url: string): boolean {
  const isPlain = url.length <= MOST_LENGTH && !/[\s\p{Cc}]/u.test(url)
  return isPlain && isPublicUrl(url) && !FOREIGN_LETTERS.test(new URL(url).hostname)
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, url: string): string | null {
  const { location } = headers
  if (statusCode < 300 || statusCode > 399 || !location) return null
  return URL.canParse(location, url) ? new URL(location, url).href : 'no address'
}

function isPage({ statusCode, headers }: IncomingMessage): boolean {
  const isHtml = /^(text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '')
  return statusCode === 200 && isHtml && (headers['content-encoding'] ?? 'identity') === 'identity'
}

function discard(answer: IncomingMessage): null {
  answer.destroy()
  return null
}

/** As much of it as is read, and no more of it than that comes. */
async function beginningOf(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  const end = () => answer.destroy(new Error('it took too long'))
  signal.addEventListener('abort', end, { once: true })
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size >= MOST_BYTES) break
    }
  } finally {
    signal.removeEventListener('abort', end)
    answer.destroy()
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, MOST_BYTES))
}

function dialPage(url: string, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      ...{ method: 'GET', signal, agent: false, maxHeaderSize: HEADER_BYTES, lookup: onlyTo(addresses) },
      headers: { accept: 'text/html', 'accept-encoding': 'identity', 'user-agent': 'Parley link preview' },
    })
    sent.once('error', reject)
    sent.once('response', resolve)
    sent.end()
  })
}
