const SECOND_MS = 1_000

/**
 * Asks whether one more may come now: at most `most` in any second, wherever that begins (SYNC-53). Windows that begin
 * with each full second would let in twice as many around their border.
 */
export function createAdmission(most: number, monotonic: () => number): () => boolean {
  const admitted: number[] = []
  return () => {
    const now = monotonic()
    while (admitted[0] !== undefined && now - admitted[0] >= SECOND_MS) admitted.shift()
    if (admitted.length >= most) return false
    admitted.push(now)
    return true
  }
}
