import { benchImport } from './import.ts'
import { benchInbox } from './inbox.ts'
import { benchSearch } from './search.ts'
import { benchServer } from './server/index.ts'
import { benchStore } from './store.ts'
import { benchWidget } from './widget.ts'

/** Everything that can be measured: the name after `npm run bench --`, what it tells, and how long it takes. */
const benches: Record<string, { tells: string; run: (args: readonly string[]) => Promise<void> }> = {
  server: {
    tells: 'our server beside its floors, a Socket.IO stack and its budgets (20 minutes; --help)',
    run: benchServer,
  },
  store: { tells: 'the embedded engine beside raw node:sqlite, as a ratio (1 minute)', run: benchStore },
  search: { tells: 'searching a million messages, beside SQLite’s own full-text index (10 minutes)', run: benchSearch },
  import: {
    tells: 'a file of 100,000 contacts, 500 of them wrong, and a kill in the middle (5 minutes)',
    run: benchImport,
  },
  inbox: {
    tells: 'the inbox with 50 live conversations on a slow computer: frames, memory, opening (35 minutes; --minutes 3)',
    run: benchInbox,
  },
  widget: { tells: 'what a page pays for our widget, and for two floors (5 minutes)', run: benchWidget },
}

const [name, ...rest] = process.argv.slice(2)
const chosen = name === undefined ? undefined : benches[name]
if (chosen) await chosen.run(rest)
else {
  for (const [known, { tells }] of Object.entries(benches)) console.log(`npm run bench -- ${known.padEnd(8)} ${tells}`)
  if (name !== undefined) process.exitCode = 1
}
