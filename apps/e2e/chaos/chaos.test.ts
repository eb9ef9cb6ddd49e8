// The short form of every scenario; `npm run chaos` runs the long ones.
import { describe, expect, inject, it } from 'vitest'
import { createNarrator } from './rig/narrator.ts'
import { configurations, type Run } from './rig/places.ts'
import { runScenario } from './rig/stage.ts'
import { SCENARIOS } from './scenarios/index.ts'

const mongodbUri = inject('mongodbUri')
/** Another seed is another run; a failure names the one it had. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const runs = configurations(SCENARIOS, { short: true })

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
