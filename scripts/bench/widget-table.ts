type Column = readonly [key: string, heading: string, digits: number]

/** A table as Markdown has it, padded so that a terminal shows it well. */
export function tableOf(
  first: string,
  columns: readonly Column[],
  rows: [name: string, row: Record<string, number>][],
): string {
  const cells = rows.map(([name, row]) => [name, ...columns.map(([key, , digits]) => (row[key] ?? 0).toFixed(digits))])
  return aligned([[first, ...columns.map(([, heading]) => heading)], ...cells])
}

/** Pads each column to its widest cell: the first to the left, figures to the right. */
export function aligned(lines: string[][]): string {
  const [head = [], ...rest] = lines
  const widths = head.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const show = (line: string[]) =>
    `| ${line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [show(head), rule, ...rest.map(show)].join('\n')
}
