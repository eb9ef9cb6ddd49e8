import type { Results } from './budgets.ts'
import { type Many, many } from './many.ts'
import { medianOf } from './median.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { oursEmbedded, oursMongo } from './ours.ts'
import { floorMongo, floorMongoWait, floorSqlite, installPeers, peer } from './peers.ts'
import { printProfiles } from './profile.ts'
import { type Figures, round } from './round.ts'
import { budgetTables, figuresTable, heading, machineLoad, startLines, troublesOf } from './table.ts'
import type { Target } from './target.ts'

const TARGETS: readonly Target[] = [oursEmbedded, oursMongo, peer, floorSqlite, floorMongo, floorMongoWait]

export type Outcome = { results: Results; many: Partial<Record<string, Many>>; lines: string[] }

const say = (text: string) => console.error(`[bench] ${text}`)

/** Runs what `options` ask for, one server after the other, round by round. */
export async function runBench(options: Options): Promise<Outcome> {
  const loadBefore = machineLoad()
  const targets = TARGETS.filter(({ name }) => options.only.includes(name))
  if (targets.includes(peer)) installPeers()
  const rounds = new Map<Target, Figures[]>(targets.map((target) => [target, []]))
  for (let n = 1; n <= options.rounds; n++) {
    for (const target of targets) {
      say(`round ${n} of ${options.rounds}: ${target.title}`)
      rounds.get(target)?.push(await round(target, options))
    }
  }
  const results: Results = Object.fromEntries([...rounds].map(([{ name }, figures]) => [name, medianOf(figures)]))
  const withMany: Partial<Record<string, Many>> = {}
  for (const target of targets.filter(({ dialect }) => dialect === 'parley' && options.stored > 0)) {
    say(`${options.stored.toLocaleString('en-US')} messages in the store: ${target.title}`)
    withMany[target.name] = await many(target, options)
  }
  const lines = [
    ...heading(options, loadBefore),
    '',
    ...figuresTable(targets, results),
    ...troublesOf(targets, results),
    ...budgetTables(targets, results, withMany),
    ...startLines(withMany),
  ]
  return { results, many: withMany, lines }
}

/** Our servers beside their floors and the stack that people build, and each beside its budget. */
export async function benchServer(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(USAGE)
  const options = readOptions(args)
  const { lines } = await runBench(options)
  for (const line of lines) console.log(line)
  if (options.cpuProf !== null) printProfiles(options.cpuProf)
}
