/** Counts cases by target (a route, a frame) and class; knows which classes each target must have. */
export type Tally = ReturnType<typeof createTally>

export function createTally(title: string) {
  const counts = new Map<string, Map<string, number>>()
  const due = new Map<string, Set<string>>()
  const classes = new Set<string>()
  const of = <T>(map: Map<string, T>, target: string, make: () => T): T => {
    const known = map.get(target) ?? make()
    map.set(target, known)
    return known
  }

  return {
    /** `target` must have cases of `name`. */
    expect(target: string, name: string): void {
      classes.add(name)
      of(due, target, () => new Set<string>()).add(name)
    },
    add(target: string, name: string, cases = 1): void {
      classes.add(name)
      const own = of(counts, target, () => new Map<string, number>())
      own.set(name, (own.get(name) ?? 0) + cases)
    },
    /** Targets that lack cases of a class that applies to them: a new route without cases is one. */
    missing(): string[] {
      return [...due].flatMap(([target, names]) =>
        [...names].filter((name) => !counts.get(target)?.get(name)).map((name) => `${target} has no case of ${name}`),
      )
    },
    /** The table, when `NEGATIVE_REPORT=1` asks for it. */
    report(): void {
      if (process.env['NEGATIVE_REPORT'] === '1') process.stdout.write(`\n${table(title, [...classes], counts)}\n`)
    },
    total: () => [...counts.values()].reduce((sum, own) => sum + sumOf(own), 0),
  }
}

const sumOf = (own: ReadonlyMap<string, number>) => [...own.values()].reduce((sum, n) => sum + n, 0)

function table(
  title: string,
  classes: readonly string[],
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
): string {
  const width = Math.max(...[...counts.keys()].map((target) => target.length))
  const line = (first: string, cells: readonly (string | number)[]) =>
    `${first.padEnd(width)} ${cells.map((cell, n) => String(cell).padStart(Math.max(5, (classes[n] ?? 'total').length))).join(' ')}`
  const rows = [...counts].map(([target, own]) =>
    line(target, [...classes.map((name) => own.get(name) ?? '·'), sumOf(own)]),
  )
  const sums = classes.map((name) => [...counts.values()].reduce((sum, own) => sum + (own.get(name) ?? 0), 0))
  const total = sums.reduce((sum, n) => sum + n, 0)
  return [title, line('', [...classes, 'total']), ...rows, line(`${counts.size} together`, [...sums, total])].join('\n')
}
