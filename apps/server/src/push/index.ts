import { createHash } from 'node:crypto'
import type { Clock } from '../lib/clock.ts'
import { isPublicUrl } from './addresses.ts'
import type { Outbound } from './outbound.ts'
import { createVapid, encryptPush, type PushKeys } from './web-push.ts'

export { createOutbound, type Outbound } from './outbound.ts'
export { createPageFetch, type PageFetch } from './page-fetch.ts'

export type PushTarget = { endpoint: string; keys: PushKeys }
/** `gone`: the browser takes no more, forget it. `later`: try again. `failed`: this message is not to be had. */
export type PushOutcome = 'sent' | 'gone' | 'later' | 'failed'
export type Push = ReturnType<typeof createPush>

/** How long a push service keeps a message for a browser that is off, seconds. */
const KEPT_SECONDS = 24 * 60 * 60
const GONE = [401, 403, 404, 410]
const LATER = [408, 429]

type Deps = { outbound: Outbound; keyOf(purpose: string): Buffer; clock: Clock; subject: string }

/** Messages to browsers that are not on the page, through their makers' services, which read nothing of them. */
export function createPush({ outbound, keyOf, clock, subject }: Deps) {
  const vapid = createVapid(keyOf, subject)
  return {
    publicKey: vapid.publicKey,
    /** Whether an endpoint may be one, as far as its address tells (N50). */
    takes: isPublicUrl,

    /** Never throws. Of several with one `topic` a browser that is off gets the newest. */
    async send({ endpoint, keys }: PushTarget, text: string, topic: string): Promise<PushOutcome> {
      try {
        const body = encryptPush(text, keys)
        const headers = {
          authorization: vapid.header(endpoint, clock.now()),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(KEPT_SECONDS),
          urgency: 'high',
          topic: createHash('sha256').update(topic).digest('base64url').slice(0, 32),
        }
        return outcomeOf(await outbound({ url: endpoint, headers, body }))
      } catch (error) {
        // A key that is none, an address that is not public: neither gets better.
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        const isHopeless = error instanceof Error && (error.name === 'RefusedAddress' || code.startsWith('ERR_CRYPTO'))
        return isHopeless ? 'gone' : 'later'
      }
    },
  }
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent'
  if (GONE.includes(status)) return 'gone'
  return status >= 500 || LATER.includes(status) ? 'later' : 'failed'
}
