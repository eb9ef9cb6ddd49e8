import * as z from 'zod'
import { FieldBody } from './event.ts'
import { AgentId, CloseReasonId, DepartmentId, SiteId } from './ids.ts'
import { ConversationStatus, Priority, Tag } from './status.ts'
import { Timestamp } from './time.ts'

/** What one condition may name at most; one of them is enough. */
const MOST_VALUES = 20
const anyOf = <const T extends z.ZodType>(value: T) => z.array(value).min(1).max(MOST_VALUES)

/** Between two moments, the later one excluded, or within the last days. */
export const Period = z.union([
  z.strictObject({ days: z.int().min(1).max(3650) }),
  z
    .strictObject({ from: Timestamp.optional(), to: Timestamp.optional() })
    .refine(({ from, to }) => from !== undefined || to !== undefined, 'needs a beginning or an end'),
])
export type Period = z.infer<typeof Period>

/** The last page that the visitor looked at, by its address without query and fragment. */
export const PageCondition = z.strictObject({
  is: z.enum(['contains', 'begins']),
  text: z.string().trim().min(1).max(200),
})
export type PageCondition = z.infer<typeof PageCondition>

/** Which conversations are meant: all conditions hold, and in each list one of its values. Empty means every one. */
export const ConversationFilter = z.strictObject({
  status: anyOf(ConversationStatus).optional(),
  /** `me` is whoever asks, so that a shared view is everybody's own. */
  assignee: anyOf(z.union([z.enum(['me', 'nobody']), AgentId])).optional(),
  department: anyOf(DepartmentId).optional(),
  tag: anyOf(Tag).optional(),
  /** Why it was closed. */
  reason: anyOf(CloseReasonId).optional(),
  priority: anyOf(Priority).optional(),
  site: anyOf(SiteId).optional(),
  page: anyOf(PageCondition).optional(),
  /** Of the visitor's browser; `pt` means `pt-BR` too. */
  language: anyOf(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).optional(),
  /** Fields of the conversation: what a form, its page or an agent noted. */
  attribute: anyOf(z.strictObject({ key: FieldBody.shape.key, value: z.string().min(1).max(500) })).optional(),
  created: Period.optional(),
  updated: Period.optional(),
  /** Something that whoever asks has not read. */
  unread: z.literal(true).optional(),
  /** The visitor has waited for an answer for at least so many minutes. */
  waiting: z
    .int()
    .min(0)
    .max(60 * 24 * 365)
    .optional(),
})
export type ConversationFilter = z.infer<typeof ConversationFilter>

/** Newest and oldest by when something was last said or changed; `wait`: who has waited longest; `priority`: urgent first. */
export const ListSort = z.enum(['newest', 'oldest', 'wait', 'priority'])
export type ListSort = z.infer<typeof ListSort>

const FILTER_LENGTH = 4000

/** A filter in a query string: its JSON. */
export const FilterText = z
  .string()
  .max(FILTER_LENGTH)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' })
      return z.NEVER
    }
  })
  .pipe(ConversationFilter)
