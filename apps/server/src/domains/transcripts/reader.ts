/** For whom a transcript is written: his language, his clock. */
export type Reader = {
  locale: string
  isRightToLeft: boolean
  /** Date and time of day, to the second, in his zone. */
  moment(at: Date): string
  zone: string
  size(bytes: number): string
}

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)/
const KB = 1_000

/** What is no language or zone that we know is English, and UTC. */
export function readerOf(locale: string, zone: string): Reader {
  const known = Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? 'en'
  const timeZone = isZone(zone) ? zone : 'UTC'
  const moments = new Intl.DateTimeFormat(known, { dateStyle: 'medium', timeStyle: 'medium', timeZone })
  const numbers = new Intl.NumberFormat(known, { maximumFractionDigits: 1 })
  return {
    locale: known,
    isRightToLeft: RIGHT_TO_LEFT.test(known),
    moment: (at) => moments.format(at),
    zone: timeZone,
    size(bytes) {
      if (bytes < KB) return `${numbers.format(bytes)} B`
      return bytes < KB * KB ? `${numbers.format(bytes / KB)} kB` : `${numbers.format(bytes / KB / KB)} MB`
    },
  }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null
  } catch {
    return false // no zone of the IANA list
  }
}
