// `node scripts/build-sdk.ts`: packages/sdk as npm gets it. JavaScript by tsup, declarations by tsc, into its ignored dist.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './build/bundle.ts'

const sdk = path.join(root, 'packages/sdk')
const began = performance.now()

function step(file: string, ...args: string[]): void {
  const { status, stdout } = spawnSync(process.execPath, [file, ...args], {
    cwd: sdk,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return
  console.error(stdout)
  process.exit(status ?? 1)
}

step(path.join(sdk, 'node_modules/tsup/dist/cli-default.js'))
step(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json')
// tsc leaves the sources' names in declarations; readers of the package have `load.js` with `load.d.ts` beside it.
for (const name of globSync('dist/**/*.d.ts', { cwd: sdk })) {
  const file = path.join(sdk, name)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"))
}
console.error(`[build] the SDK for npm in ${Math.round(performance.now() - began)} ms`)
