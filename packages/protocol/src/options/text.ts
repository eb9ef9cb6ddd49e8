import * as z from 'zod'

/** A BCP 47 tag: `en`, `pt-BR`. */
export const Locale = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
export type Locale = string

/** What an operator wrote for visitors, by locale; shown with a fallback chain: the locale, its language, the site's. */
export const Text = (max: number) => z.partialRecord(Locale, z.string().max(max))
export type Text = Partial<Record<Locale, string>>
