import * as z from 'zod'
import { ERROR_CODES, type ErrorCode } from './error-codes.ts'

const codes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]

/** RFC 9457, served as `application/problem+json`. `code` is permanent; clients switch on it and never show `detail`. */
export const Problem = z
  .looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** `urn:request:<id>`: the same id stands in the server's log. */
    instance: z.string(),
    code: z.enum(codes),
    /** With `invalid_request` and `form_invalid`: what is wrong, and where (JSON pointer). */
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
    /** With a code that may be retried: how long to wait, in milliseconds. */
    retryAfterMs: z.int().optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
