import { numberFormat } from '../i18n/formatters.ts'
import { language } from '../i18n/translate.ts'

/** A count in the digits of the language, by itself on a badge; above `most` it is only told that there are more. */
export function countOnBadge(count: number, most = 99): string {
  const shown = numberFormat(language()).format(Math.min(count, most))
  return count > most ? `${shown}+` : shown
}
