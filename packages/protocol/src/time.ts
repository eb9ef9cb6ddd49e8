import * as z from 'zod'

/** A moment on the wire: ISO 8601, UTC, milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 })
export type Timestamp = string
