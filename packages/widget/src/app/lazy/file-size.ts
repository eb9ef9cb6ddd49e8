/** A size for people: `1.2 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const maximumFractionDigits = value < 10 ? 1 : 0
  return value.toLocaleString(locale, { style: 'unit', unit, maximumFractionDigits })
}
