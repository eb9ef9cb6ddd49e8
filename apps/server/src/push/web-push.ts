import {
  createCipheriv,
  createECDH,
  createHmac,
  createPrivateKey,
  type ECDH,
  hkdfSync,
  type JsonWebKey,
  randomBytes,
  sign,
} from 'node:crypto'

/** Whom a message is encrypted for, as the browser told it, in base64url. */
export type PushKeys = { p256dh: string; auth: string }

const CURVE = 'prime256v1'
/** One record holds all of it: RFC 8188's record size, and what push services take at least. */
const RECORD_BYTES = 4096
const SALT_BYTES = 16
const KEY_BYTES = 16
const NONCE_BYTES = 12
/** Ends the last record (RFC 8188, 2). */
const LAST_RECORD = Buffer.from([2])
/** RFC 8292, 2: at most a day. */
const PROOF_SECONDS = 12 * 60 * 60

const base64url = (bytes: Buffer) => bytes.toString('base64url')
const derive = (key: Buffer, salt: Buffer, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** A key pair, and a salt, for one message; made anew for each. */
export type Ephemeral = { own: ECDH; salt: Buffer }

function newEphemeral(): Ephemeral {
  const own = createECDH(CURVE)
  own.generateKeys()
  return { own, salt: randomBytes(SALT_BYTES) }
}

/** `text` for one browser alone (RFC 8291, `aes128gcm`). Throws when `p256dh` is no point of the curve. */
export function encryptPush(text: string, { p256dh, auth }: PushKeys, { own, salt } = newEphemeral()): Buffer {
  const [theirs, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')]
  const ours = own.getPublicKey()
  // RFC 8291, 3.4: the shared secret, bound to the browser's own and to both keys.
  const mixed = createHmac('sha256', secret).update(own.computeSecret(theirs)).digest()
  const material = createHmac('sha256', mixed)
    .update(Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours, Buffer.from([1])]))
    .digest()
  const key = derive(material, salt, 'Content-Encoding: aes128gcm\0', KEY_BYTES)
  const nonce = derive(material, salt, 'Content-Encoding: nonce\0', NONCE_BYTES)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const record = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(LAST_RECORD), cipher.final()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, record, cipher.getAuthTag()])
}

/** What proves to push services who sends (RFC 8292). */
export type Vapid = {
  /** What browsers subscribe for, in base64url. */
  publicKey: string
  /** The `Authorization` header for one endpoint. */
  header(endpoint: string, now: Date): string
}

/** The key pair follows from `keyOf`, so that every instance has the same; `subject` is where we can be reached. */
export function createVapid(keyOf: (purpose: string) => Buffer, subject: string): Vapid {
  const pair = pairOf(keyOf)
  const point = pair.getPublicKey()
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), padded(pair.getPrivateKey())].map(base64url)
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d } as JsonWebKey, format: 'jwk' })
  const publicKey = base64url(point)
  return {
    publicKey,
    header(endpoint, now) {
      const exp = Math.floor(now.getTime() / 1000) + PROOF_SECONDS
      const parts = [
        { typ: 'JWT', alg: 'ES256' },
        { aud: new URL(endpoint).origin, exp, sub: subject },
      ]
      const head = parts.map((part) => base64url(Buffer.from(JSON.stringify(part)))).join('.')
      const proof = sign('sha256', Buffer.from(head), { key, dsaEncoding: 'ieee-p1363' })
      return `vapid t=${head}.${base64url(proof)}, k=${publicKey}`
    },
  }
}

/** 32 random bytes are a key but once in four thousand million times; then the next are taken. */
function pairOf(keyOf: (purpose: string) => Buffer): ECDH {
  const pair = createECDH(CURVE)
  for (let attempt = 1; ; attempt++) {
    try {
      pair.setPrivateKey(keyOf(`vapid ${attempt}`))
      pair.getPublicKey()
      return pair
    } catch (error) {
      if (attempt > 5) throw error
    }
  }
}

/** A key that begins with zeros comes shorter. */
const padded = (key: Buffer) => Buffer.concat([Buffer.alloc(32 - key.length), key])
