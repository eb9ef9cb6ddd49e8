import { AppError } from '../../errors/app-error.ts'
import { createAtMost } from '../../lib/at-most.ts'
import { createSharpLoader, type Sharp } from '../../lib/sharp.ts'

/** Pixels of an image over all its frames (N65); a photo of a phone has 12 to 50 million, most 12. */
const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 16_000
const THUMBNAIL_SIDE = 640
const QUALITY = 82
/** Decoding at once: each may hold 160 MB of pixels. */
const AT_ONCE = 2
const WAITING = 100

export type Encoded = { width: number; height: number; hasThumbnail: boolean }
type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'

const FORMATS: Record<string, Format> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
}

export type Images = {
  /**
   * Writes `source` anew as `target`, upright and without metadata, and a thumbnail (WebP) as `thumbnail`. Null when it
   * is no image that can be decoded here: then it is a file to download. Throws `too_large` for too many pixels.
   */
  encode(type: string, files: { source: string; target: string; thumbnail: string }): Promise<Encoded | null>
}

/** Without the optional `sharp`, which the first image loads, nothing is re-encoded, and so nothing is shown in place. */
export function createImages(): Images {
  const load = createSharpLoader()
  const inTurn = createAtMost(
    AT_ONCE,
    WAITING,
    () => new AppError('rate', 'Too many images at once.', { retryAfterMs: 2_000 }),
  )
  return {
    async encode(type, files) {
      const format = FORMATS[type]
      if (!format) return null
      const sharp = await load()
      return sharp && inTurn(() => encode(sharp, format, files))
    },
  }
}

async function encode(sharp: Sharp, format: Format, files: Parameters<Images['encode']>[1]): Promise<Encoded | null> {
  const size = await measure(sharp, files.source)
  if (!size) return null
  if (size.pixels > MOST_PIXELS || size.longest > LONGEST_SIDE) {
    throw new AppError('too_large', `An image may have ${MOST_PIXELS / 1e6} million pixels, all frames together.`)
  }
  const options = {
    limitInputPixels: MOST_PIXELS,
    sequentialRead: true,
    animated: size.frames > 1,
    failOn: 'error',
  } as const
  try {
    const { width, height, pageHeight } = (await sharp(files.source, options)
      .autoOrient()
      .toFormat(format, format === 'png' || format === 'gif' ? {} : { quality: QUALITY + 6 })
      .toFile(files.target)) as { width: number; height: number; pageHeight?: number }
    await sharp(files.source, { ...options, animated: false })
      .autoOrient()
      .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toFile(files.thumbnail)
    return { width, height: pageHeight ?? height, hasThumbnail: true }
  } catch {
    return null // broken inside: it can still be downloaded
  }
}

async function measure(sharp: Sharp, file: string) {
  try {
    const { width, height, pages = 1, pageHeight } = await sharp(file, { limitInputPixels: false }).metadata()
    const frame = pageHeight ?? height
    return { pixels: width * frame * pages, longest: Math.max(width, frame), frames: pages }
  } catch {
    return null // the signature lied
  }
}
