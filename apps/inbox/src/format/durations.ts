import { numberFormat } from '../i18n/formatters.ts'
import { language } from '../i18n/translate.ts'

const part = (value: number, unit: 'second' | 'minute' | 'hour') =>
  numberFormat(language(), { style: 'unit', unit, unitDisplay: 'narrow' }).format(value)

/** How long something took, in its two largest units: `48s`, `1m 48s`, `2h 5m`. */
export function durationText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return [part(hours, 'hour'), ...(minutes ? [part(minutes, 'minute')] : [])].join(' ')
  const rest = seconds % 60
  if (minutes > 0) return [part(minutes, 'minute'), ...(rest ? [part(rest, 'second')] : [])].join(' ')
  return part(rest, 'second')
}
