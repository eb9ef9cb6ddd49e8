import { createHmac, timingSafeEqual } from 'node:crypto'

export type WebhookCheck = {
  /** The body as it came, before anything parsed it. */
  body: string | Uint8Array
  /** The header `parley-signature`: `t=SECONDS,v1=HEX`. */
  signature: string | undefined
  secret: string
  /** Seconds that a delivery may be old (300). */
  toleranceSeconds?: number
  /** Milliseconds since 1970, for tests. */
  now?: number
}

/** Whether a delivery is ours and fresh: HMAC-SHA-256 over `t.body`, compared in constant time. Never throws. */
export function verifyWebhook({
  body,
  signature,
  secret,
  toleranceSeconds = 300,
  now = Date.now(),
}: WebhookCheck): boolean {
  const [, time = '', hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
  if (!time || Math.abs(now / 1000 - Number(time)) > toleranceSeconds) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(hex, 'hex'))
}
