import { numberFormat } from '../i18n/formatters.ts'
import { language } from '../i18n/translate.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

/** `1.2 MB`; a megabyte is 1024 × 1024 bytes here, as the limits are. */
export function fileSize(bytes: number): string {
  let value = bytes
  let at = 0
  while (value >= 1024 && at < UNITS.length - 1) {
    value /= 1024
    at++
  }
  const format = numberFormat(language(), {
    style: 'unit',
    unit: UNITS[at] ?? 'byte',
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && at > 0 ? 1 : 0,
  })
  return format.format(value)
}

/** At most four letters for the tile of a file: its ending, or what its type says. */
export function fileTypeLabel(name: string, type: string): string {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]
  return (ending ?? type.split('/').at(-1)?.slice(0, 4) ?? '').toUpperCase()
}
