// The short form of every scenario; `npm run chaos` runs the long ones.
import { describe, expect, inject, it } from 'vitest'
import { createNarrator } from './rig/narrator.ts'
import { configurations, type Run } from './rig/places.ts'
import { runScenario, type Scenario } from './rig/stage.ts'
import { SCENARIOS } from './scenarios/index.ts'
import { exactlyOnce } from './scenarios/r03-exactly-once.ts'
import { flapping } from './scenarios/r08-flapping.ts'
import { oneWayDeath } from './scenarios/r10-one-way-death.ts'
import { slowConsumer } from './scenarios/r15-slow-consumer.ts'
import { flood } from './scenarios/r16-flood.ts'
import { ephemeral } from './scenarios/r24-ephemeral.ts'
import { derived } from './scenarios/r30-derived.ts'
import { behindNginx } from './scenarios/r37-behind-proxies.ts'

const mongodbUri = inject('mongodbUri')
/** Another seed is another run; a failure names the one it had. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

/** The longest begin first: where one of them begins last, the others' places stay empty meanwhile. */
const LONGEST: readonly Scenario[] = [
  ...[exactlyOnce, behindNginx, flood, flapping, ephemeral, oneWayDeath, derived, slowConsumer],
]
const placeOf = ({ scenario }: Run) => (LONGEST.includes(scenario) ? LONGEST.indexOf(scenario) : LONGEST.length)
const runs = configurations(SCENARIOS, { short: true }).toSorted((a, b) => placeOf(a) - placeOf(b))

function define({ scenario, store, transport }: Run): void {
  it.skipIf(store === 'mongodb' && !mongodbUri)(
    `${scenario.id} ${scenario.title} (${store}, ${transport})`,
    async ({ onTestFailed }) => {
      const story: string[] = []
      // A run that was given up has no verdict: what it was at is all there is.
      onTestFailed(() => void process.stderr.write(`${story.join('\n')}\n`))
      const place = { form: 'short', store, transport, seed, mongodbUri } as const
      const { faults } = await runScenario(
        scenario,
        place,
        createNarrator((line) => story.push(line)),
      )
      expect(faults, faults.slice(0, 10).join('\n')).toEqual([])
    },
  )
}

describe.concurrent(`under fire (SEED=${seed})`, { timeout: 120_000 }, () => runs.forEach(define))
