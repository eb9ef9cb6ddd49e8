/** What a file of text may be written in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What the first bytes say; without a mark it is UTF-8 if it can be, else what old programs wrote. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252' // told on screen as a guess
  }
}

/** Which sign divides the cells: the one that the first lines have most often, outside of quotes. */
export function delimiterOf(text: string): Delimiter {
  const plain = text.slice(0, 10_000).replace(/"(?:[^"]|"")*"/g, '')
  const count = (sign: string) => plain.split(sign).length
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/**
 * The rows of a CSV (RFC 4180): quotes may hold delimiters, line ends and doubled quotes; lines end in LF, CR or CRLF. Rows
 * that are empty are left out. A quote that is never closed takes the rest.
 */
export function parseCsv(text: string, delimiter: Delimiter): string[][] {
  const rows: string[][] = []
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)(?:"|$)|([^"${escaped(delimiter)}\\r\\n][^${escaped(delimiter)}\\r\\n]*)?)(${escaped(delimiter)}|\\r\\n|\\r|\\n|$)`,
    'y',
  )
  let row: string[] = []
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex
    const found = cell.exec(text)
    const [all = '', quoted, plain = '', end = ''] = found ?? looseCell(text, from, delimiter)
    cell.lastIndex = from + Math.max(1, all.length)
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === delimiter && cell.lastIndex < text.length) continue
    if (end === delimiter) row.push('')
    if (row.some((one) => one !== '')) rows.push(row)
    row = []
  }
  return rows
}

const escaped = (delimiter: Delimiter) => (delimiter === '|' ? '\\|' : delimiter)

/** A cell whose quotes are not well made, up to its end: `"a"b,` is `"a"b`. */
function looseCell(text: string, from: number, delimiter: Delimiter): [string, undefined, string, string] {
  const end = new RegExp(`${escaped(delimiter)}|\\r\\n|\\r|\\n|$`, 'g')
  end.lastIndex = from
  const found = end.exec(text)
  const at = found?.index ?? text.length
  return [text.slice(from, at) + (found?.[0] ?? ''), undefined, text.slice(from, at), found?.[0] ?? '']
}

/** Spreadsheets run what begins so. */
const FORMULA = /^[=+\-@\t\r]/
/** Numbers are no formulas, telephone numbers among them. */
const NUMBER = /^[+-]?[\d\s().,/-]+$/

/** One line of a CSV; a text that a spreadsheet would run gets a `'` in front. */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell))
  return `${safe.map((cell) => (/[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/** Spreadsheets read UTF-8 where a mark says so. */
export const CSV_MARK = '\ufeff'
