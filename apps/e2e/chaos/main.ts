// `npm run chaos`: does to real servers what the worst day does, and reads at the end whether anything was lost.
import { parseArgs } from 'node:util'
import { killMutants } from './mutants.ts'
import { openMongod } from './rig/mongod.ts'
import { createNarrator } from './rig/narrator.ts'
import { configurations } from './rig/places.ts'
import { type Form, runScenario } from './rig/stage.ts'
import { type Judged, verdictTable } from './rig/verdict-table.ts'
import { SCENARIOS } from './scenarios/index.ts'

const HELP = `npm run chaos [-- ID …] [--short] [--store embedded|mongodb] [--transport socket|poll] [--seed N] [--list]
npm run chaos -- --mutants [ID …]

Every guarantee on each of its configurations, in its long form; with ids only those. --short is what npm test runs.
--mutants breaks a copy of the product in every known way, one at a time, and demands that each test in the name of a
guarantee (R01 …) or an interleaving (I1 …) finds it out.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    store: { type: 'string' },
    transport: { type: 'string' },
    seed: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? process.env['SEED'] ?? Date.now() % 1_000_000)

const say = (text: string) => void process.stdout.write(`${text}\n`)

// A run that is ended takes its servers along: they go at `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

async function run(): Promise<void> {
  const wanted = SCENARIOS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
  const runs = configurations(wanted, values)
  if (runs.length === 0) throw new Error(`nothing to run: there are ${SCENARIOS.map(({ id }) => id).join(' ')}`)
  say(`SEED=${seed}  ${runs.length} runs; the same seed makes the same choices again\n`)
  const mongod = runs.some(({ store }) => store === 'mongodb') ? await openMongod() : null
  const judged: Judged[] = []
  try {
    for (const { scenario, store, transport } of runs) {
      say(`${scenario.id} ${scenario.title}: ${store}, ${transport}`)
      const form: Form = values.short ? 'short' : 'long'
      const place = { form, store, transport, seed, mongodbUri: mongod?.uri ?? null }
      const began = performance.now()
      const verdict = await runScenario(scenario, place, createNarrator(say))
      judged.push({ id: scenario.id, store, transport, seconds: (performance.now() - began) / 1000, ...verdict })
      say(verdict.faults.length === 0 ? '          held\n' : `          BROKEN\n${verdict.faults.join('\n')}\n`)
    }
  } finally {
    await mongod?.close()
  }
  say(verdictTable(judged))
  // Whatever a broken run has left open must not keep its verdict waiting.
  process.exit(judged.some(({ faults }) => faults.length > 0) ? 1 : 0)
}

function sabotage(): void {
  const wrong = killMutants(positionals, say)
  for (const line of wrong) say(line)
  say(wrong.length === 0 ? 'mutants: all killed' : `mutants: ${wrong.length} faults`)
  if (wrong.length > 0) process.exitCode = 1
}

if (values.help) say(HELP)
else if (values.list) for (const { id, title } of SCENARIOS) say(`${id}  ${title}`)
else if (values.mutants) sabotage()
else await run()
