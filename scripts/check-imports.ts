import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/** Cruises the sources; its words are printed as they come. The number is what it says to have seen. */
function cruise(): { ok: boolean; modules: number } {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'examples']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  console.log(`${stdout}${stderr}`.trim())
  return { ok: status === 0, modules: Number(stdout.match(/(\d+) modules/)?.[1] ?? 0) }
}

const sources = globSync('{packages,apps,examples}/*/src/**/*.{ts,tsx}', { cwd: root })
const { ok, modules } = cruise()
// A missing compiler makes the tool see nothing and call that "no violations".
if (modules < sources.length) {
  console.error(`check-imports: cruised ${modules} modules where there are ${sources.length} source files`)
  process.exitCode = 1
}
if (!ok) process.exitCode = 1
