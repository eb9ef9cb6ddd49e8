import { createHmac } from 'node:crypto'
import { deriveKey } from '../../http/secrets.ts'
import type { Fixture } from '../../http/testing-fixture.ts'
import { INBOX, type World } from '../../testing.ts'

const HEADER = { alg: 'HS256', typ: 'at+jwt' }
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Tokens made from `access` that must not pass (N12, N13): signed with the server's own key where only the claims are
 * wrong, so that nothing but the claim is judged.
 */
export function forgedTokens({ deps }: World, access: string): [string, string][] {
  const secret = deriveKey(deps.secret, 'access').toString('base64')
  const sign = (text: string, key = secret, hash = 'sha256') => createHmac(hash, key).update(text).digest('base64url')
  const made = (claims: unknown, header: object = HEADER, key = secret) => {
    const text = `${part(header)}.${part(claims)}`
    return `${text}.${sign(text, key)}`
  }
  const [head = '', body = '', signature = ''] = access.split('.')
  const good: Record<string, unknown> = JSON.parse(Buffer.from(body, 'base64url').toString())
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
  const nowS = Math.floor(deps.clock.now().getTime() / 1000)
  const sha512 = `${part({ ...HEADER, alg: 'HS512' })}.${body}`
  return [
    ['N13 another tenant', made({ ...good, wsp: `wsp_${'0'.repeat(20)}` })],
    ['N12 no algorithm', `${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`],
    ['N12 no algorithm in capitals', `${part({ alg: 'NONE', typ: 'at+jwt' })}.${body}.${signature}`],
    ['N12 another algorithm', `${sha512}.${sign(sha512, secret, 'sha512')}`],
    ['N12 a key of its own', made(good, HEADER, 'another secret')],
    ['N12 the empty key', made(good, HEADER, '')],
    ['N12 the issuer as key', made(good, HEADER, INBOX)],
    ['N12 an unknown kid', made(good, { ...HEADER, kid: '../../dev/null' }, 'x')],
    ['N12 a jku', made(good, { ...HEADER, jku: 'https://evil.example/keys' }, 'x')],
    ['N12 a jwk', made(good, { ...HEADER, jwk: { kty: 'oct', k: 'eA' } }, 'x')],
    ['N12 an x5u', made(good, { ...HEADER, x5u: 'https://evil.example/cert' }, 'x')],
    ['N12 a critical extension', made(good, { ...HEADER, crit: ['x'], x: 1 })],
    ['N12 two signatures', `${access}.${signature}`],
    ['N12 no signature', `${head}.${body}.`],
    ['N12 half a signature', access.slice(0, -20)],
    [
      'N12 another body under the signature',
      `${head}.${part({ ...good, exp: Number(good['exp']) + 60 })}.${signature}`,
    ],
    ['N13 another type', made(good, { ...HEADER, typ: 'JWT' })],
    ['N13 no type', made(good, { alg: 'HS256' })],
    ['N13 expired', made({ ...good, exp: nowS - 1 })],
    ['N13 an end as text', made({ ...good, exp: String(good['exp']) })],
    ['N13 an end beyond numbers', made({ ...good, exp: Number.MAX_VALUE })],
    ['N13 a beginning to come', made({ ...good, nbf: nowS + 3_600 })],
    ...['exp', 'iat', 'iss', 'aud', 'sub', 'wsp'].map((name): [string, string] => [
      `N13 no ${name}`,
      made(without(name)),
    ]),
    ['N13 another issuer', made({ ...good, iss: 'https://evil.example' })],
    ['N13 two issuers', made({ ...good, iss: ['https://evil.example', good['iss']] })],
    ['N13 another audience', made({ ...good, aud: 'parley:owner' })],
    ['N13 two audiences', made({ ...good, aud: [good['aud'], 'parley:visitor'] })],
    ['N13 an operator as subject', made({ ...good, sub: { $ne: null } })],
    ['N13 a list of subjects', made({ ...good, sub: [good['sub']] })],
    ['N13 a role of its own', made({ ...good, role: 'owner' })],
    ['N13 a list as payload', made([good])],
    ['N13 a text as payload', made(String(good['sub']))],
    ['N13 null as payload', made(null)],
    ['N13 claims of prototypes', made(JSON.parse(`{"__proto__":${JSON.stringify(good)}}`))],
    ['N13 somebody who is not', made({ ...good, sub: String(good['sub']).replace(/.{4}$/, '0000') })],
    ['N13 nothing', ''],
    ['N13 dots', '..'],
    ['N13 beyond 2 KB', `${'a'.repeat(3_000)}.b.c`],
    ['N13 the token twice', `${access},${access}`],
  ]
}

/** Secrets of other doors, by what they open (N14). */
export async function otherSecrets(world: World, own: Fixture): Promise<[string, string][]> {
  const { agents, visitor, cookies, workspaceId, conversation } = own
  const by = { workspaceId, role: 'owner' } as const
  const link = await world.domains.agents.createLink(by, agents.agent._id)
  const setup = await world.domains.setup.createLink()
  const { body } = await world.call('linkAttachments', {
    access: world.renewed(agents.owner.access),
    body: { conversationId: conversation.id, ids: [conversation.attachmentId] },
  })
  const hashOf = (url: string) => url.slice(url.indexOf('#') + 1)
  return [
    ['the stored token of a visitor', visitor.token],
    ['a refresh token', cookies['parley-session'] ?? ''],
    ['a password link', hashOf(link.url)],
    ['a set-up link', hashOf(setup)],
    ['a file link', new URL(body.links[0].url).pathname.slice('/files/'.length)],
  ]
}
