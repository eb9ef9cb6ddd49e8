import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A page's sheet, `file` of this folder, behind what the pages have in common. */
export function pageCss(file: string): string {
  return ['ground.css', file].map((one) => readFileSync(path.join(import.meta.dirname, one), 'utf8')).join('')
}
