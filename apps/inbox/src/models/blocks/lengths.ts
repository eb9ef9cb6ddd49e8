const HOUR_MS = 60 * 60_000

/** For how long somebody is blocked; null: until somebody lifts it. */
const MS = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
  lifted: null,
} as const
export type Length = keyof typeof MS
export const LENGTHS = Object.keys(MS) as Length[] // of a constant: its own keys

export function endAfter(length: Length, now: number): string | null {
  const ms = MS[length]
  return ms === null ? null : new Date(now + ms).toISOString()
}
