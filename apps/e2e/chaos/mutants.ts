import path from 'node:path'
import { killAll, listMutants } from '../../../scripts/mutants/kill.ts'
import { readMutant } from '../../../scripts/mutants/patch.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** Guarantees of `reliability.md` B1 whose parts the product does not have yet, or that a bench judges (R36). */
const LATER = ['R13', 'R25', 'R27', 'R28', 'R35', 'R36']
/** Interleavings of `sync.md` 15 whose parts do not exist yet: retention and merge. */
const LATER_INTERLEAVINGS = ['I21', 'I27']
const GUARANTEES = Array.from({ length: 40 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`)
const INTERLEAVINGS = Array.from({ length: 32 }, (_, i) => `I${i + 1}`)

/** Each guarantee and interleaving with the mutants that a test in its name must kill. */
export function mutantsById(): Map<string, string[]> {
  const wanted = [...GUARANTEES, ...INTERLEAVINGS].filter((id) => ![...LATER, ...LATER_INTERLEAVINGS].includes(id))
  const byId = new Map<string, string[]>(wanted.map((id) => [id, []]))
  for (const name of listMutants())
    for (const { title } of readMutant(path.join(root, name)).catchers)
      for (const [id] of (title ?? '').matchAll(/\b[RI]\d+\b/g)) {
        const names = byId.get(id)
        if (names && !names.includes(name)) names.push(name)
      }
  return byId
}

/** Breaks the product in each of these ways; the result is what went wrong, empty when all were found out. */
export function killMutants(ids: readonly string[], say: (line: string) => void): string[] {
  const byId = new Map([...mutantsById()].filter(([id]) => ids.length === 0 || ids.includes(id)))
  const without = [...byId].filter(([, names]) => names.length === 0).map(([id]) => `${id} has no mutant`)
  const survivors = killAll([...new Set([...byId.values()].flat())].sort(), say)
  say('')
  for (const [id, names] of byId) {
    const lived = names.filter((name) => survivors.includes(name)).length
    say(`${id.padEnd(4)} ${names.length - lived} of ${names.length} mutants killed`)
  }
  return [...without, ...survivors.map((name) => `${name} survived`)]
}
