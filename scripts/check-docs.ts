// `node scripts/check-docs.ts`: holds the documents against the source.
import { globSync } from 'node:fs'
import { root } from './build/bundle.ts'
import { checkExamples } from './check-docs/examples.ts'
import { checkFeatures } from './check-docs/features.ts'
import { checkFrames, checkObjects } from './check-docs/frames.ts'
import { checkGuarantees } from './check-docs/guarantees.ts'
import { checkLinks } from './check-docs/links.ts'
import { type Check, readFile } from './check-docs/page.ts'
import { checkInterleavings, checkRules } from './check-docs/rules.ts'
import { checkSdk } from './check-docs/sdk.ts'
import { checkConfiguration, checkEndpoints, checkErrors, checkIndexes } from './check-docs/source-lists.ts'
import { checkCloseCodes, checkCommands, checkKinds, checkLimits, checkRefusals } from './check-docs/tables.ts'

const pages = globSync('{*.md,{docs,packages,apps,examples}/**/*.md}', { cwd: root, exclude: ['**/node_modules/**'] })
const protocolPages = pages.filter((page) => /^docs\/reference\/protocol[./]/.test(page))

const checks: Check[] = [
  (read) => pages.flatMap((page) => checkLinks(read, page)),
  ...[checkErrors, checkConfiguration, checkEndpoints, checkIndexes],
  ...[checkFrames, checkObjects, checkKinds, checkCommands, checkRefusals, checkCloseCodes, checkLimits],
  ...[checkExamples(protocolPages), checkRules, checkGuarantees, checkInterleavings],
  ...[checkSdk, checkFeatures],
]

const problems = (await Promise.all(checks.map((check) => check(readFile)))).flat()
for (const problem of problems) console.error(`check-docs: ${problem}`)
console.log(`check-docs: ${pages.length} pages, ${problems.length} problems`)
if (problems.length > 0) process.exitCode = 1
