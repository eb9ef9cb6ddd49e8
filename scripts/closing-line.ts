import type { Reporter, TestModule } from 'vitest/node'

function count(modules: readonly TestModule[]): { passed: number; failed: number; skipped: number } {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const module of modules) {
    const tests = [...module.children.allTests()]
    if (module.state() === 'failed' && tests.length === 0) counts.failed++ // it could not even be loaded
    for (const test of tests) {
      const { state } = test.result()
      counts[state === 'passed' || state === 'failed' ? state : 'skipped']++
    }
  }
  return counts
}

/** Ends the run with one plain line that any tool can read: `tests: 8 passed, 0 failed, 0 skipped`. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, errors) {
      const { passed, failed, skipped } = count(modules)
      const line = `tests: ${passed} passed, ${failed + errors.length} failed, ${skipped} skipped`
      process.once('exit', () => console.log(line))
    },
  }
}
