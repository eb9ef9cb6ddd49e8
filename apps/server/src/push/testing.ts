import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createOutbound, type Outbound } from './outbound.ts'

/** What a push service was sent, and what the browser read in it. */
export type Pushed = { path: string; headers: Record<string, unknown>; text: string; claims: Record<string, unknown> }

/** A browser's half of a subscription: tells its keys, and reads what was encrypted for it (RFC 8291). */
export function aBrowser() {
  const own = createECDH('prime256v1')
  own.generateKeys()
  const secret = randomBytes(16)
  return {
    keys: { p256dh: own.getPublicKey().toString('base64url'), auth: secret.toString('base64url') },
    read(body: Buffer): string {
      const salt = body.subarray(0, 16)
      const theirs = body.subarray(21, 21 + (body[20] ?? 0))
      const record = body.subarray(21 + theirs.length)
      const mixed = Buffer.from(
        hkdfSync('sha256', own.computeSecret(theirs), secret, infoOf(own.getPublicKey(), theirs), 32),
      )
      const key = Buffer.from(hkdfSync('sha256', mixed, salt, 'Content-Encoding: aes128gcm\0', 16))
      const nonce = Buffer.from(hkdfSync('sha256', mixed, salt, 'Content-Encoding: nonce\0', 12))
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
      const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
      return plain.subarray(0, plain.lastIndexOf(2)).toString()
    },
  }
}
export type Browser = ReturnType<typeof aBrowser>

const infoOf = (theirs: Buffer, ours: Buffer) => Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])

/** What a proof says, once its signature holds for the key beside it (RFC 8292). Throws when it does not. */
export function claimsOf(authorization: string): Record<string, unknown> {
  const [, head = '', claims = '', proof = '', k = ''] =
    /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/.exec(authorization) ?? []
  const point = Buffer.from(k, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y } as never, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(proof, 'base64url')))
    throw new Error('the proof does not hold')
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

/** A push service on this machine. The way to it is the true one, but for the last step: its names lead here. */
export async function startPushService() {
  const browsers = new Map<string, Browser>()
  const pushed: Pushed[] = []
  let status = 201
  const http = createServer(async (incoming, answer) => {
    const body = await buffer(incoming)
    const browser = browsers.get(incoming.url ?? '')
    if (status < 300 && browser)
      pushed.push({
        path: incoming.url ?? '',
        headers: incoming.headers,
        text: browser.read(body),
        claims: claimsOf(String(incoming.headers.authorization)),
      })
    answer.writeHead(browser ? status : 404).end('x'.repeat(100_000))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const outbound: Outbound = createOutbound({
    resolve: async () => [{ address: '93.184.215.14', family: 4 }],
    async dial({ url, headers, body }) {
      const { pathname: path } = new URL(url)
      const sent = request({ ...{ host: '127.0.0.1', port, path, method: 'POST', headers } })
      sent.end(body)
      const [response] = await once(sent, 'response')
      response.resume()
      return response.statusCode
    },
  })
  return {
    outbound,
    pushed,
    /** What is answered from now on. */
    answer(next: number) {
      status = next
    },
    /** A browser that subscribed here. */
    subscribe(name: string) {
      const browser = aBrowser()
      browsers.set(`/${name}`, browser)
      return { endpoint: `https://push.example/${name}`, keys: browser.keys }
    },
    async stop() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}
export type PushService = Awaited<ReturnType<typeof startPushService>>
