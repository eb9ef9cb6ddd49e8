import { benchStore } from './store.ts'
import { benchSync } from './sync.ts'

/** Everything that can be measured: the name after `npm run bench --`, what it tells, and how long it takes. */
const benches: Record<string, { tells: string; run: () => Promise<void> }> = {
  store: { tells: 'the embedded engine beside raw node:sqlite, as a ratio (1 minute)', run: benchStore },
  sync: { tells: 'acknowledged messages a second and their latency through a real server (3 minutes)', run: benchSync },
}

const [name] = process.argv.slice(2)
const chosen = name === undefined ? undefined : benches[name]
if (chosen) await chosen.run()
else {
  for (const [known, { tells }] of Object.entries(benches)) console.log(`npm run bench -- ${known.padEnd(8)} ${tells}`)
  if (name !== undefined) process.exitCode = 1
}
