import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signIdentity, verifyWebhook } from './index.ts'

const key = { kid: 'k1', secret: 'a secret of the workspace', workspaceId: 'wsp_00000000000000000000' }
const now = Date.UTC(2026, 10, 22)
const decoded = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString())

describe('signing who the person before the page is', () => {
  it('SYNC-84 makes a JWT with the claims that the server asks for, good for five minutes', () => {
    const [header, claims, signature] = signIdentity({ id: 'u1', email: 'ada@example.com' }, key, {
      now,
      jti: 'j',
    }).split('.')
    expect(decoded(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' })
    const iat = now / 1000
    const aud = key.workspaceId
    expect(decoded(claims)).toEqual({ sub: 'u1', email: 'ada@example.com', iat, exp: iat + 300, jti: 'j', aud })
    expect(signature).toBe(createHmac('sha256', key.secret).update(`${header}.${claims}`).digest('base64url'))
  })

  it('never makes the same token twice', () => {
    expect(signIdentity({ id: 'u1' }, key, { now })).not.toBe(signIdentity({ id: 'u1' }, key, { now }))
  })

  it.each([0, 301, Number.NaN])('refuses %s seconds', (expiresIn) => {
    expect(() => signIdentity({ id: 'u1' }, key, { expiresIn })).toThrow(RangeError)
  })

  it('refuses an empty id', () => {
    expect(() => signIdentity({ id: '' }, key)).toThrow(RangeError)
  })
})

describe('the test vectors of the guide', () => {
  const file = new URL('../../../../docs/guides/identity-vectors.json', import.meta.url)
  const { secret, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    secret: string
    vectors: { what: string; header: { kid: string }; claims: Claims; token: string }[]
  }
  type Claims = { sub: string; iat: number; exp: number; jti: string; aud: string }

  it.each(vectors)('$what: the same header and claims, signed as theirs', ({ header: { kid }, claims, token }) => {
    const { sub: id, iat, exp, jti, aud: workspaceId, ...facts } = claims
    const options = { now: iat * 1000, expiresIn: exp - iat, jti }
    const made = signIdentity({ id, ...facts }, { kid, secret, workspaceId }, options)
    expect(decoded(made.split('.')[1])).toEqual(claims)
    const [head, body, signature] = token.split('.')
    expect(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')).toBe(signature)
  })
})

describe('verifying a webhook', () => {
  const body = '{"event":"message.created"}'
  const sign = (at: number, secret = 'hook') =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
  const check = (signature: string | undefined, given = body) =>
    verifyWebhook({ body: given, signature, secret: 'hook', now })

  it('takes what is ours and fresh', () => {
    expect(check(sign(now / 1000))).toBe(true)
    expect(check(sign(now / 1000 - 299))).toBe(true)
  })

  it('refuses what is old, forged, changed, or no signature at all', () => {
    expect(check(sign(now / 1000 - 301))).toBe(false)
    expect(check(sign(now / 1000, 'other'))).toBe(false)
    expect(check(sign(now / 1000), `${body} `)).toBe(false)
    for (const nothing of [undefined, '', 't=1', 'v1=zz', `t=1,v1=${'a'.repeat(63)}`])
      expect(check(nothing)).toBe(false)
  })
})
