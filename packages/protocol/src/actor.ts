import * as z from 'zod'

/** Who did something, as he was then; never rewritten later. */
export const Actor = z.strictObject({
  type: z.enum(['visitor', 'contact', 'agent', 'bot', 'system', 'api']),
  id: z.string().max(40),
  name: z.string().max(120).optional(),
})
export type Actor = z.infer<typeof Actor>
