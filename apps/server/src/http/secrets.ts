import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** A bearer secret of 256 random bits in 43 characters (S3). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored in place of a bearer secret. The secrets are random, so one fast hash is enough (S3). */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return x !== undefined && y !== undefined && timingSafeEqual(x, y)
}

/** A key of 256 bits for one purpose, so that a proof made for one is worthless for another. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `parley/${purpose}/v1`, 32))
}
