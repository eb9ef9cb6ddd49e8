import { createHmac, randomUUID } from 'node:crypto'

type Key = { kid: string; secret: string; workspaceId: string }

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs as a host's backend does: what the guide tells to write. */
export function signerOf({ kid, secret, workspaceId }: Key) {
  return (sub: string, claims: object = {}): string => {
    const iat = Math.floor(Date.now() / 1000)
    const all = { sub, iat, exp: iat + 120, jti: randomUUID(), aud: workspaceId, ...claims }
    const text = `${part({ alg: 'HS256', kid })}.${part(all)}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
}
