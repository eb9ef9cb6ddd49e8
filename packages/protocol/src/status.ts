import * as z from 'zod'

/** `open` waits for an agent, `pending` for the visitor, `snoozed` for a time; `closed` waits for nobody. */
export const ConversationStatus = z.enum(['open', 'pending', 'snoozed', 'closed'])
export type ConversationStatus = z.infer<typeof ConversationStatus>

export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>

export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{C},]+$/u)
