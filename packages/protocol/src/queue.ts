import * as z from 'zod'

/**
 * How long it takes until somebody answers, learned from how long it took others: eight of ten waits end between `from`
 * and `to`. Seconds from now, whole minutes.
 */
export const QueueWait = z.object({
  /** The middle one: as many end sooner as later. */
  seconds: z.int().min(0),
  from: z.int().min(0),
  to: z.int().min(0),
})
export type QueueWait = z.infer<typeof QueueWait>
