import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ROUTES } from './routes.ts'

/** Bytes in base64url without padding. */
const bytes = (characters: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`))

/** Where a browser takes push messages, and the keys that they are encrypted for (RFC 8291): as the browser tells it. */
export const PushTarget = z.strictObject({
  /** An address of the browser maker's push service; https on its own port, never a private address (N50). */
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  /** An uncompressed point of P-256, and 16 random bytes. */
  keys: z.strictObject({ p256dh: bytes(87), auth: bytes(22) }),
})

/** A visitor's browser. */
export const PushSubscription = z.strictObject({
  ...PushTarget.shape,
  /** What it says in the visitor's language: `{name}` stands for who answered. */
  text: z.string().trim().min(1).max(120),
  /** Where the notification leads. */
  page: z.url({ protocol: /^https?$/ }).max(2000),
})
export type PushSubscription = z.infer<typeof PushSubscription>

export const pushEndpoints = {
  getPush: endpoint(ROUTES.getPush, {
    summary: 'The public key that push subscriptions of this server are made for',
    response: z.strictObject({ key: bytes(87) }),
    errors: ['feature_off'],
  }),
  addPush: endpoint(ROUTES.addPush, {
    summary: "Notify this visitor's browser of answers that come while he is away; the newest five are kept",
    body: PushSubscription,
    status: 204,
    errors: ['feature_off', 'invalid_request'],
  }),
  removePush: endpoint(ROUTES.removePush, {
    summary: 'Notify this visitor no more',
    status: 204,
    errors: [],
  }),
}
