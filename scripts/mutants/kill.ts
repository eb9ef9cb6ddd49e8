import { globSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'
import { readMutant } from './patch.ts'
import { runTest, type Verdict } from './run-test.ts'
import { copyTree, type TreeCopy } from './tree-copy.ts'

/** Every mutant of the project, by its path from the root, in order. */
export function listMutants(): string[] {
  return globSync('{{packages,apps}/*/{src,chaos},scripts}/**/*.mutant.patch', { cwd: root }).sort()
}

/**
 * Breaks a copy of the tree with one patch after the other and demands that each test it names fails. Tells each verdict
 * as it comes; gives the names of those that survived.
 */
export function killAll(names: readonly string[], say: (line: string) => void): string[] {
  const copy = copyTree()
  try {
    return names.filter((name) => {
      const verdict = judge(copy, path.join(root, name))
      const isKilled = 'killed' in verdict
      say(`${isKilled ? 'killed  ' : 'SURVIVED'}  ${name}\n          ${Object.values(verdict)[0]}`)
      return !isKilled
    })
  } finally {
    copy.remove()
  }
}

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
