import type { LogoId } from '@parley/protocol'
import { fileTypeFromBuffer } from 'file-type'
import { AppError } from '../../errors/app-error.ts'
import { createAtMost } from '../../lib/at-most.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { createSharpLoader, type Sharp } from '../../lib/sharp.ts'
import type { LogoStore } from './logo-store.ts'
import type { SiteLogo, SiteRecord } from './model.ts'

/** Pictures only: what is drawn by a program of its own (SVG) is none. */
const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])
/** Three times what is shown at most (look/style.ts). */
const SIZE = { width: 252, height: 108 }
const QUALITY = 90
const MOST_PIXELS = 16_000_000
/** Decoding at once, and waiting for it. */
const AT_ONCE = 1
const WAITING = 20

type Site = Pick<SiteRecord, '_id' | 'workspaceId'>

/** The pictures that sites show beside their name. */
export function createLogos({ store, clock }: { store: LogoStore; clock: Clock }) {
  const load = createSharpLoader()
  const busy = () => new AppError('rate', 'Too many images at once.', { retryAfterMs: 2_000 })
  const inTurn = createAtMost(AT_ONCE, WAITING, busy)

  return {
    /** Makes a picture anew out of its pixels and keeps it. Throws `invalid_request` for what is no picture. */
    async keep({ _id: siteId, workspaceId }: Site, given: string): Promise<SiteLogo> {
      const bytes = Buffer.from(given, 'base64')
      const type = (await fileTypeFromBuffer(bytes))?.mime ?? ''
      const sharp = TYPES.has(type) ? await load() : null
      if (!sharp) throw noPicture()
      const { data, info } = await inTurn(() => encode(sharp, bytes))
      const now = clock.now()
      const _id = newId('lgo', now)
      await store.insert({ _id, workspaceId, siteId, webp: data.toString('base64'), createdAt: now })
      return { id: _id, width: info.width, height: info.height }
    },

    /** The bytes of the logo that `site` shows; null for any other. */
    async read({ _id: siteId, workspaceId, logo }: SiteRecord, id: LogoId): Promise<Buffer | null> {
      const record = logo?.id === id ? await store.find({ _id: id, workspaceId, siteId }) : null
      return record && Buffer.from(record.webp, 'base64')
    },

    remove: ({ _id: siteId, workspaceId }: Site, _id: LogoId) => store.remove({ _id, workspaceId, siteId }),
  }
}
export type Logos = ReturnType<typeof createLogos>

async function encode(sharp: Sharp, bytes: Buffer) {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > MOST_PIXELS) throw wrong('must have at most 16 million pixels')
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ ...SIZE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true })
  } catch (error) {
    throw error instanceof AppError ? error : noPicture(error)
  }
}

function wrong(detail: string, cause?: unknown): AppError {
  return new AppError('invalid_request', detail, { errors: [{ pointer: '#/logo', detail }] }, cause)
}

function noPicture(cause?: unknown): AppError {
  return wrong('must be a PNG, JPEG, WebP, GIF or AVIF that is whole', cause)
}
