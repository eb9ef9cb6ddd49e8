import * as z from 'zod'

/** What the widget looks like beyond its colour and its side. */
export const LookOptions = z.strictObject({
  /** How round its corners are; see `look/style.ts`. */
  radius: z.enum(['square', 'soft', 'round']),
})
export type LookOptions = z.infer<typeof LookOptions>
