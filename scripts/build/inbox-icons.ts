import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './bundle.ts'

type Drawing = { resize(width: number, height: number): Drawing; png(): Drawing; toBuffer(): Promise<Uint8Array> }
/** What the server makes small pictures with: it is installed for it, and for nobody else. */
const sharp: (svg: Uint8Array, options: { density: number }) => Drawing = createRequire(
  path.join(root, 'apps/server/package.json'),
)('sharp')

/** 180: iPhone and iPad, which take no SVG; 192 and 512: whatever else installs pages. */
const SIZES = [180, 192, 512]
/** Of the drawing, and what an SVG's unit is taken for. */
const UNITS = 28
const UNITS_PER_INCH = 72

/** The icons of the installed inbox as pictures, drawn from the one that may be cut to any shape. */
export function inboxIcons(): Promise<[string, Uint8Array][]> {
  const drawing = readFileSync(path.join(root, 'apps/inbox/public/icon-maskable.svg'))
  return Promise.all(
    SIZES.map(async (size): Promise<[string, Uint8Array]> => {
      const density = (UNITS_PER_INCH * size) / UNITS
      return [`icon-${size}.png`, await sharp(drawing, { density }).resize(size, size).png().toBuffer()]
    }),
  )
}
