import * as z from 'zod'
import { CloseReasonId } from './ids.ts'

/** `open` waits for an agent, `pending` for the visitor, `snoozed` for a time; `closed` waits for nobody. */
export const ConversationStatus = z.enum(['open', 'pending', 'snoozed', 'closed'])
export type ConversationStatus = z.infer<typeof ConversationStatus>

/** Why a conversation was closed, as it was called then. */
export const CloseReason = z.strictObject({ id: CloseReasonId, name: z.string().trim().min(1).max(60) })
export type CloseReason = z.infer<typeof CloseReason>

export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>

export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{C},]+$/u)
