import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Catcher } from './patch.ts'

/** What vitest's JSON report holds of what we read. */
type Report = { testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[] }

/** `killed` carries the line the test failed with; everything else is a failure of the mutant or of its test. */
export type Verdict = { killed: string } | { survived: string }

const LIMIT_MS = 10 * 60_000
/** A title is plain words, vitest's `-t` a pattern. */
const literal = (title: string): string => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

function verdict(report: Report): Verdict {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const failed = tests.find((test) => test.status === 'failed')
  if (failed) return { killed: failed.failureMessages[0]?.split('\n')[0] ?? '(no message)' }
  const ran = tests.filter((test) => test.status === 'passed').length
  if (ran > 0) return { survived: `${ran} test(s) ran and passed` }
  return { survived: 'no test ran: the name matches none, it was skipped, or its file could not be loaded' }
}

function run(dir: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8', timeout: LIMIT_MS })
  return `${stdout}${stderr}`.trim()
}

/** Runs a test that the mutant names in the broken copy. */
export function runTest(dir: string, { test, title }: Catcher): Verdict {
  const file = path.join(dir, 'mutant-report.json')
  rmSync(file, { force: true })
  if (test.endsWith('.e2e.ts')) run(dir, ['scripts/build.ts']) // what the browser loads must hold the mutant too
  const name = title === null ? [] : ['-t', literal(title)]
  const reporter = ['--reporter=json', `--outputFile=${file}`]
  const said = run(dir, ['node_modules/vitest/vitest.mjs', 'run', test, ...name, ...reporter])
  if (!existsSync(file)) return { survived: `vitest wrote no report: ${said.slice(-500)}` }
  return verdict(JSON.parse(readFileSync(file, 'utf8')) as Report)
}
