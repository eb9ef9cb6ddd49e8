import * as z from 'zod'

/** Opaque continuation of a list; made by the server, bound to the list it came from. */
export const Cursor = z
  .string()
  .max(400)
  .regex(/^[\w-]+$/)
export type Cursor = string

/** A number in a query string: digits only, nothing is coerced. */
export function queryNumber(max: number) {
  return z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .refine((n) => n <= max, `must be at most ${max}`)
}

/** The same, or as far below zero. */
export function placeNumber(max: number) {
  return z
    .string()
    .regex(/^-?\d{1,12}$/)
    .transform(Number)
    .refine((n) => Math.abs(n) <= max, `must be at most ${max}`)
}

/** How many to give, at least one: to a store a limit of none means no limit. */
export function pageLimit(max: number) {
  return queryNumber(max).refine((n) => n >= 1, 'must be at least 1')
}
