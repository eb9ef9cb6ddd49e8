import * as z from 'zod'
import { AgentId, DepartmentId } from './ids.ts'

/** Whom a note may name at once. */
const MOST_NAMED = 20
/** Whom one note may tell: a department has many. */
const MOST_MENTIONED = 1_000

/** A colleague, a department, or everybody who took part. `name` stands in the text after its `@`, as it was then. */
export const Named = z.strictObject({
  id: z.union([AgentId, DepartmentId, z.literal('all')]),
  name: z.string().min(1).max(120),
})
export type Named = z.infer<typeof Named>

/**
 * What a note is for, beside its words: `request` asks the supervisors for help, and is open until one of them advises or
 * somebody settles it; `advice` is a supervisor's word to whoever has the conversation.
 */
export const NotePurpose = z.enum(['request', 'advice'])
export type NotePurpose = z.infer<typeof NotePurpose>

/** Whom a note names, as its author writes it. */
export const naming = { named: z.array(Named).max(MOST_NAMED).optional() }
/** The same as the log holds it: with whom it reached, of those who may read the conversation. */
export const mentioning = { ...naming, mentions: z.array(AgentId).max(MOST_MENTIONED).optional() }
