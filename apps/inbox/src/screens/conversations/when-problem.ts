import { t } from '../../i18n/translate.ts'

const YEAR_MS = 366 * 24 * 60 * 60_000

/** Empty for a moment that is to come within a year. */
export function whenProblem(at: Date, now: number): string {
  const ms = at.getTime()
  if (Number.isNaN(ms)) return t('when.missing')
  if (ms <= now) return t('when.past')
  return ms - now > YEAR_MS ? t('when.far') : ''
}
