import * as z from 'zod'
import { Text } from './text.ts'

/** Addresses that visitors may be led to; never a script (S8). */
export const WebAddress = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|tel:)[^\s]+$/)

/** What the visitor meets first. */
export const HomeOptions = z.strictObject({
  /** False: the chat opens on the conversation. */
  on: z.boolean(),
  greeting: Text(200),
  lead: Text(300),
  /** Names and initials of who is there. */
  showTeam: z.boolean(),
  /** How long an answer usually takes, from our own data. */
  showReplyTime: z.boolean(),
  links: z.array(z.strictObject({ label: Text(80), url: WebAddress })).max(8),
  /** look.md 5: how the head is coloured. */
  header: z.enum(['tinted', 'solid', 'plain']),
})
export type HomeOptions = z.infer<typeof HomeOptions>
