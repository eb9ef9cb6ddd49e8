import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { claimsOf, isSignedBy, parseIdentity } from './identity-token.ts'
import { signed } from './testing.ts'

/** The vectors of the guide: signers in other languages are tried against them. `WRITE_VECTORS=1` makes them anew. */
const FILE = new URL('../../../../../docs/guides/identity-vectors.json', import.meta.url)

const KID = 'idk_01jd5k2m3nkkkkkkkkkk'
const WORKSPACE = 'wsp_01jd5k2m3nwwwwwwwwww'
const SECRET = 'vR2m0mYw3cQ1o6s7b8n9p0q1r2s3t4u5v6w7x8y9z0A'
const IAT = 1_795_305_600
const times = { iat: IAT, exp: IAT + 120, aud: WORKSPACE }
const HEADER = { alg: 'HS256', kid: KID }

const CASES: { what: string; header: object; claims: object }[] = [
  { what: 'the least that is taken', header: HEADER, claims: { sub: '42', ...times, jti: 'vector-0001' } },
  {
    what: 'everything, with letters beyond ASCII',
    header: { ...HEADER, typ: 'JWT' },
    claims: {
      sub: 'user-1001',
      ...times,
      jti: 'vector-0002',
      name: 'Zoë Łukasiewicz 🌿',
      email: 'zoe@example.com',
      phone: '+49 30 1234567',
      locale: 'de-AT',
      company: { id: 'acme', name: 'Acme', attributes: { seats: 12 } },
      attributes: { plan: 'pro', paying: true, orders: 3, since: '2026-01-15T00:00:00Z' },
    },
  },
]

type Vectors = { secret: string; vectors: { what: string; claims: { sub: string; iat: number }; token: string }[] }

describe('the test vectors of the guide', () => {
  const made = {
    secret: SECRET,
    vectors: CASES.map(({ what, header, claims }) => ({ what, header, claims, token: signed(claims, SECRET, header) })),
  }

  it('are what our own signer makes', async () => {
    if (process.env['WRITE_VECTORS']) await writeFile(FILE, `${JSON.stringify(made, null, 2)}\n`)
    expect(JSON.parse(await readFile(FILE, 'utf8'))).toEqual(made)
  })

  it('are taken by the verifier at their time, and by no other secret', async () => {
    const { secret, vectors }: Vectors = JSON.parse(await readFile(FILE, 'utf8'))
    for (const { claims, token } of vectors) {
      const parsed = parseIdentity(token)
      expect(isSignedBy(secret, parsed)).toBe(true)
      expect(isSignedBy(`${secret} `, parsed)).toBe(false)
      expect(claimsOf(parsed, WORKSPACE, new Date(claims.iat * 1000))).toEqual(claims)
    }
  })
})
