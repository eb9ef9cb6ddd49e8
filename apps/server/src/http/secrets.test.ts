import { describe, expect, it } from 'vitest'
import { deriveKey, hashSecret, isSameSecret, newSecret } from './secrets.ts'

describe('secrets', () => {
  it('N11 S3 have 256 random bits: none twice, every bit as often on as off', () => {
    const count = 20_000
    const seen = new Set<string>()
    const ones = new Array<number>(256).fill(0)
    for (let n = 0; n < count; n++) {
      const secret = newSecret()
      seen.add(secret)
      const bytes = Buffer.from(secret, 'base64url')
      for (let bit = 0; bit < 256; bit++) ones[bit] = (ones[bit] ?? 0) + (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1)
    }
    expect(seen.size).toBe(count)
    expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32)
    // Six standard deviations: 256 bits that are fair fail once in two million runs.
    const most = 6 * Math.sqrt(count / 4)
    expect(Math.max(...ones.map((on) => Math.abs(on - count / 2)))).toBeLessThan(most)
  })

  it('N11 are not what is stored in their place', () => {
    const secret = newSecret()
    expect(hashSecret(secret)).not.toBe(secret)
    expect(isSameSecret(hashSecret(secret), secret)).toBe(false)
    expect(isSameSecret(secret, secret)).toBe(true)
    expect(isSameSecret('', secret)).toBe(false)
  })

  it('give each purpose a key of its own', () => {
    expect(deriveKey('a secret', 'access').equals(deriveKey('a secret', 'file'))).toBe(false)
    expect(deriveKey('a secret', 'access').equals(deriveKey('another', 'access'))).toBe(false)
    expect(deriveKey('a secret', 'access').equals(deriveKey('a secret', 'access'))).toBe(true)
  })
})
