import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { CloseReasonId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'
import { CloseReason } from './status.ts'

/** Whether agents are asked why they close a conversation: not at all, as they like, or always. */
const Ask = z.enum(['never', 'offered', 'required'])

/** The reasons of a workspace in their order. */
export const CloseReasons = z.strictObject({
  ask: Ask,
  reasons: z.array(CloseReason).max(LIMITS.closeReasons),
  /** Counts the changes, from 0. */
  version: z.int().min(0),
})
export type CloseReasons = z.infer<typeof CloseReasons>

export const closeReasonEndpoints = {
  getCloseReasons: endpoint(ROUTES.getCloseReasons, {
    summary:
      'Why conversations are closed: the reasons there are, in their order, and whether agents are asked for one',
    response: CloseReasons,
    errors: [],
  }),
  setCloseReasons: endpoint(ROUTES.setCloseReasons, {
    summary: 'Set the reasons and whether agents are asked; reasons without `id` are new, those left out are gone',
    body: z.strictObject({
      ask: Ask,
      reasons: z
        .array(z.strictObject({ id: CloseReasonId.optional(), name: CloseReason.shape.name }))
        .max(LIMITS.closeReasons),
      /** As it was read: who comes later than another is told. */
      version: CloseReasons.shape.version,
    }),
    response: CloseReasons,
    errors: ['reason_not_found', 'changed_since'],
  }),
}
