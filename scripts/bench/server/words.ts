/** What visitors and agents of a shop write: enough different words that the search index looks as it would. */
const THINGS =
  'kettle teapot cup saucer strainer tin caddy whisk bowl tray spoon filter mug jug lid handle box parcel invoice voucher'.split(
    ' ',
  )
const KINDS =
  'blue green small large cracked missing wrong late second third old new heavy cheap glazed steel glass wooden Japanese plain'.split(
    ' ',
  )
const FRAMES = [
  (a: string, b: string, c: string) => `Hello, is the ${a} ${b} in stock, and would it come with the ${c} by Friday?`,
  (a: string, b: string, c: string) => `My ${b} arrived ${a}; the ${c} is fine. What should I do now?`,
  (a: string, b: string, c: string) => `We have sent the ${a} ${b} again today, the ${c} follows on Monday.`,
  (a: string, b: string, c: string) => `Thanks! Does the ${a} ${b} fit under the ${c} that you sell as well?`,
  (a: string, b: string, c: string) =>
    `Please send a photo of the ${b}, then we replace it; the ${a} ${c} you can keep.`,
]

/** The `n`-th text; there are 2,000 different ones. */
export function textOf(n: number): string {
  const frame = FRAMES[n % FRAMES.length]
  const kind = KINDS[Math.floor(n / 5) % KINDS.length] ?? ''
  const thing = THINGS[Math.floor(n / 100) % THINGS.length] ?? ''
  const other = THINGS[(n * 7) % THINGS.length] ?? ''
  return frame?.(kind, thing, other) ?? ''
}
