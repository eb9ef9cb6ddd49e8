// `npm run mutants [-- WORD]`: breaks a copy of the tree with every `*.mutant.patch` (whose path holds WORD), one at a
// time, and demands that the tests it names fail.
import { killAll, listMutants } from './mutants/kill.ts'

const word = process.argv[2] ?? ''
const patches = listMutants().filter((name) => name.includes(word))
const survivors = killAll(patches, console.log)
console.log(`mutants: ${patches.length - survivors.length} killed, ${survivors.length} survived`)
if (survivors.length > 0 || patches.length === 0) process.exitCode = 1
