import { createHash } from 'node:crypto'

/** What is stored; `sum` covers all the rest. Documents of a batch are written by one insertMany and never changed. */
export type PowerDoc = {
  _id: string
  w: string
  nr: number
  version: number
  tags: string[]
  text: string
  batch: string | null
  sum: string
}

/** A document's own checksum. */
export const sumOf = ({ _id, nr, version, tags, text, batch }: Omit<PowerDoc, 'sum'>): string =>
  createHash('sha256')
    .update(JSON.stringify([_id, nr, version, tags, text, batch]))
    .digest('base64url')
    .slice(0, 22)
