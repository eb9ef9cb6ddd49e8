/** Tokens of one connection: `perSecond` come, `burst` fit. May go below zero: that is how far it is too fast. */
export type Bucket = { left: number; at: number; perSecond: number; burst: number }

export const newBucket = (perSecond: number, burst: number, now: number): Bucket => ({
  left: burst,
  at: now,
  perSecond,
  burst,
})

/** Takes one; gives how many milliseconds to wait until it is paid for (0: no need to wait). */
export function take(bucket: Bucket, now: number): number {
  const refill = (Math.max(0, now - bucket.at) / 1000) * bucket.perSecond
  bucket.left = Math.min(bucket.burst, bucket.left + refill) - 1
  bucket.at = now
  return bucket.left >= 0 ? 0 : (-bucket.left / bucket.perSecond) * 1000
}
