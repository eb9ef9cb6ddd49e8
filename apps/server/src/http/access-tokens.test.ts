import { createHmac } from 'node:crypto'
import Fastify from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'

const SECRET = 'the secret of these tests, long enough'
const ISSUER = 'https://chat.example'
const AGENT = {
  aud: 'parley:agent',
  sub: 'agt_00000000000000000001',
  wsp: 'wsp_00000000000000000001',
  ses: 'ses_00000000000000000001',
} as const
const OTHER = { ...AGENT, sub: 'agt_00000000000000000002' } as const
const seconds = () => Math.floor(Date.now() / 1000)

describe('an access token', () => {
  let tokens: AccessTokens
  let aheadMs = 0
  beforeAll(async () => {
    const clock = { now: () => new Date(Date.now() + aheadMs) }
    tokens = await createAccessTokens(Fastify(), { secret: SECRET, issuer: ISSUER, clock })
  })

  /** A token with any header and claims, signed with `secret`: what an attacker can and cannot make. */
  function forge(claims: unknown, header: object = { alg: 'HS256', typ: 'at+jwt' }, secret = SECRET) {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part(header)}.${part(claims)}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const good = () => ({ ...AGENT, iss: ISSUER, iat: seconds(), exp: seconds() + 600 })

  it('says whom it was made for, for ten minutes', () => {
    const { access, expiresAt } = tokens.sign(AGENT)
    expect(tokens.verify(access)).toMatchObject(AGENT)
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(600_000)
    aheadMs = 600_000
    expect(() => tokens.verify(access)).toThrow(expect.objectContaining({ code: 'token_invalid' }))
    aheadMs = 0
    expect(tokens.verify(forge(good()))).toMatchObject(AGENT)
  })

  const without = (claim: string) => Object.fromEntries(Object.entries(good()).filter(([name]) => name !== claim))
  it.each([
    ['N12 no algorithm', () => `${forge(good(), { alg: 'none', typ: 'at+jwt' }).replace(/[^.]*$/, '')}`],
    ['N12 another algorithm', () => forge(good(), { alg: 'HS512', typ: 'at+jwt' })],
    ['N12 a key of its own', () => forge(good(), { alg: 'HS256', typ: 'at+jwt' }, 'another secret')],
    ['N12 a critical extension', () => forge(good(), { alg: 'HS256', typ: 'at+jwt', crit: ['x'], x: 1 })],
    ['N13 another type', () => forge(good(), { alg: 'HS256', typ: 'JWT' })],
    ['N13 no type', () => forge(good(), { alg: 'HS256' })],
    ['N13 an end in the past', () => forge({ ...good(), exp: seconds() - 1 })],
    ['N13 a beginning in the future', () => forge({ ...good(), nbf: seconds() + 60 })],
    ['N13 no end', () => forge(without('exp'))],
    ['N13 another audience', () => forge({ ...good(), aud: 'parley:visitor' })],
    ['N13 two audiences', () => forge({ ...good(), aud: ['parley:agent', 'parley:visitor'] })],
    ['N13 another issuer', () => forge({ ...good(), iss: 'https://evil.example' })],
    ['N13 two issuers', () => forge({ ...good(), iss: ['https://evil.example', ISSUER] })],
    ['N13 no issuer', () => forge(without('iss'))],
    ['N13 an id of another kind', () => forge({ ...good(), sub: 'vis_00000000000000000001' })],
    ['N13 a claim that is not ours', () => forge({ ...good(), role: 'owner' })],
    ['N13 a list as payload', () => forge([good()])],
    ['N13 a text as payload', () => forge('agt_00000000000000000001')],
    ['N13 claims of prototypes', () => forge(JSON.parse(`{"__proto__":${JSON.stringify(good())}}`))],
    ['N13 a megabyte', () => `${'a'.repeat(1_000_000)}.b.c`],
    ['N12 two signatures', () => `${forge(good())}.${'A'.repeat(43)}`],
    ['nothing', () => ''],
  ])('is refused with %s', (_what, token) => {
    expect(() => tokens.verify(token())).toThrow(expect.objectContaining({ code: 'token_invalid' }))
  })

  it('N15 never mixes two people up, however often they take turns', () => {
    const [one, two] = [tokens.sign(AGENT).access, tokens.sign(OTHER).access]
    for (let n = 0; n < 10_000; n++) {
      const [access, sub] = n % 2 ? [one, AGENT.sub] : [two, OTHER.sub]
      if (tokens.verify(access).sub !== sub) throw new Error(`mixed up at ${n}`)
    }
    expect(tokens.verify(one).sub).not.toBe(tokens.verify(two).sub)
  })
})
