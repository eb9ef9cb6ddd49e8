import type { Palette } from '@parley/protocol'

/** The mark of a site as a picture: a leaf in its colour with two strokes, one says, one answers (look.md 1). */
export function markSvg({ fill, ink, edge }: Pick<Palette, 'fill' | 'ink' | 'edge'>): string {
  const leaf = 'M60 6a54 54 0 0 0 0 108h42a12 12 0 0 0 12-12V60A54 54 0 0 0 60 6Z'
  const strokes = 'M31 47h44M47 75h42'
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><path d="${leaf}" fill="${fill}" stroke="${edge}" ` +
    `stroke-width="3"/><path d="${strokes}" fill="none" stroke="${ink}" stroke-width="10" stroke-linecap="round"/></svg>`
  )
}

/** The card that messengers and networks show beside a link: 1200 x 630, without words, which fonts would change. */
function cardSvg({ light }: { light: Palette }): string {
  const mark = markSvg(light).replace('<svg ', '<svg x="450" y="165" width="300" height="300" ')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="${light.tint}"/>` +
    `<circle cx="1080" cy="80" r="300" fill="${light.tint2}"/>${mark}</svg>`
  )
}

type Sharp = typeof import('sharp')['default']

/** Pictures as PNG, where the optional `sharp` is there; null where it is not. Kept by their content. */
export function createPictures() {
  let loading: Promise<Sharp | null> | null = null
  const made = new Map<string, Promise<Buffer>>()

  async function load(): Promise<Sharp | null> {
    loading ??= import('sharp').then(
      ({ default: sharp }) => sharp,
      () => null,
    )
    return loading
  }

  async function png(svg: string, width: number): Promise<Buffer | null> {
    const sharp = await load()
    if (!sharp) return null
    const key = `${width} ${svg}`
    const known = made.get(key)
    if (known !== undefined) return known
    const making = sharp(Buffer.from(svg)).resize({ width }).png().toBuffer()
    if (made.size >= MOST_KEPT) made.delete(made.keys().next().value ?? key)
    made.set(key, making)
    making.catch(() => made.delete(key))
    return making
  }

  return {
    isThere: async () => (await load()) !== null,
    card: (palettes: { light: Palette }) => png(cardSvg(palettes), 1200),
    icon: (palettes: { light: Palette }, size: number) => png(markSvg(palettes.light), size),
  }
}
export type Pictures = ReturnType<typeof createPictures>

/** Pictures kept in memory; each is some ten kilobytes. */
const MOST_KEPT = 100
