// `npm run mutants [-- WORD]`: breaks a copy of the tree with every `*.mutant.patch` (whose path holds WORD), one at a
// time, and demands that the test it names fails.
import { globSync } from 'node:fs'
import path from 'node:path'
import { root } from './build/bundle.ts'
import { readMutant } from './mutants/patch.ts'
import { runTest, type Verdict } from './mutants/run-test.ts'
import { copyTree, type TreeCopy } from './mutants/tree-copy.ts'

function judge(copy: TreeCopy, patch: string): Verdict {
  const refused = copy.apply(patch)
  if (refused) return { survived: `the patch does not apply any more: ${refused}` }
  try {
    const verdicts = readMutant(patch).catchers.map((catcher) => runTest(copy.dir, catcher))
    const killed = verdicts.flatMap((verdict) => ('killed' in verdict ? [verdict.killed] : []))
    return verdicts.find((verdict) => 'survived' in verdict) ?? { killed: killed.join('\n          ') }
  } finally {
    copy.apply(patch, '-R')
  }
}

const word = process.argv[2] ?? ''
const found = globSync('{{packages,apps}/*/{src,chaos},scripts}/**/*.mutant.patch', { cwd: root })
const patches = found.filter((name) => name.includes(word)).sort()
const copy = copyTree()
let survivors = 0
try {
  for (const name of patches) {
    const verdict = judge(copy, path.join(root, name))
    if ('survived' in verdict) survivors++
    console.log(`${'killed' in verdict ? 'killed  ' : 'SURVIVED'}  ${name}\n          ${Object.values(verdict)[0]}`)
  }
} finally {
  copy.remove()
}
console.log(`mutants: ${patches.length - survivors} killed, ${survivors} survived`)
if (survivors > 0 || patches.length === 0) process.exitCode = 1
