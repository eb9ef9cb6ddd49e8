import * as z from 'zod'
import { Tag } from '../status.ts'
import { Text } from './text.ts'

/** What may be stored in the visitor's browser, who he has to be, and what is written down of him. */
export const PrivacyOptions = z.strictObject({
  /** `pending`: nothing is stored before the visitor or the page consents. */
  consent: z.enum(['granted', 'pending']),
  notice: Text(400),
  /** Empty, or where the notice is explained. */
  noticeUrl: z
    .string()
    .max(2000)
    .regex(/^$|^https?:\/\/\S+$/),
  /** Only people with a signed identity may chat. */
  identityRequired: z.boolean(),
  /** The tags that pages of the site may set and take away; every other is the team's own. */
  pageTags: z.array(Tag).max(50),
  /** Which pages a visitor looked at. */
  pages: z.boolean(),
  /** Whoever opens the chat has a line before he writes: agents see him among those who are there. */
  live: z.boolean(),
})
export type PrivacyOptions = z.infer<typeof PrivacyOptions>
