import type { Verdict } from './stage.ts'

export type Judged = Verdict & { id: string; store: string; transport: string; seconds: number }

const COLUMNS = [
  'sent',
  'acked',
  'stored',
  'lost',
  'ghost',
  'dup',
  'order',
  'hole',
  'diverged',
  'gap',
  'pending',
] as const

/** The end of a run as a table, a line for each configuration. */
export function verdictTable(judged: readonly Judged[]): string {
  const head = ['', 'store', 'over', ...COLUMNS, 's', '']
  const rows = judged.map(({ id, store, transport, counts, seconds, faults, figures }) => [
    ...[id, store, transport],
    ...COLUMNS.map((name) => String(counts[name])),
    ...[seconds.toFixed(0), faults.length === 0 ? 'held' : 'BROKEN'],
    Object.entries(figures)
      .map(([name, value]) => `${name} ${value >= 100 ? value.toFixed(0) : value.toPrecision(3)}`)
      .join(', '),
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)))
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n')
}
