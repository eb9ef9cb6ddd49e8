import * as z from 'zod'

/** Raised when a backup is laid out in another way; a reader refuses what it does not know. */
export const FORMAT = 1

/** What a backup says of itself, in its `manifest.json`. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** The store's clock just before the copy: what was acknowledged by then is in it. */
  takenAt: z.iso.datetime(),
  /** Of the product. */
  version: z.string(),
  store: z.enum(['embedded', 'mongodb']),
  /** The incarnation of the store that was copied (SYNC-44); a restore makes another. */
  epoch: z.string(),
  /** Documents of each collection. */
  collections: z.record(z.string(), z.int().min(0)),
  /** What `SHA256SUMS` lists beside this file: a list that was cut off is noticed. */
  files: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0) }),
  /** Files that messages name and that were not there to be copied. */
  missing: z.array(z.string()),
  /** Whether the server's secret is in the backup, or was given by `PARLEY_SECRET` and has to be kept elsewhere. */
  secret: z.enum(['included', 'elsewhere']),
})
export type Manifest = z.infer<typeof Manifest>

/** Names inside a backup. */
export const PARTS = {
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
  store: 'store',
  files: 'files',
  secret: 'secret',
} as const
