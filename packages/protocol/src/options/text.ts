import * as z from 'zod'
import { isSpoken } from './text-keys.ts'

/** A BCP 47 tag: `en`, `pt-BR`. */
export const Locale = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
export type Locale = string
/** A language that the widget speaks, of whichever region. */
export const SpokenLocale = Locale.refine(isSpoken, 'must be one of the languages that the widget speaks')

/** What an operator wrote for visitors, by locale; shown with a fallback chain: the locale, its language, the site's. */
export const Text = (max: number) => z.partialRecord(Locale, z.string().max(max))
export type Text = Partial<Record<Locale, string>>
