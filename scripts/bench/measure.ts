/** The middle value; of an even number the upper middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Runs `total` operations with `writers` of them under way at a time; gives operations per second. */
export async function rate(total: number, writers: number, run: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0
  async function work(): Promise<void> {
    for (let n = next++; n < total; n = next++) await run(n)
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: writers }, work))
  return (total / (performance.now() - began)) * 1000
}

/** `12,345` or `1.23`: three digits that matter. */
export function show(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
}
