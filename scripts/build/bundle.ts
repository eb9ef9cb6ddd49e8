import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { type Built, minify } from './minify.ts'

/** The repository's folder. */
export const root = path.resolve(import.meta.dirname, '../..')
/** What each build put where: read by `check-size.ts`, served by nobody. */
const metaDir = path.join(root, 'node_modules/.cache/parley')

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  target: ['es2022'],
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
} satisfies BuildOptions

/** One bundle in memory; what it is made of is kept under `name` for the size check. */
export async function bundle(name: string, options: BuildOptions): Promise<Built[]> {
  const define = { ...common.define, ...options.define }
  const { outputFiles = [], metafile } = await build({ ...common, ...options, write: false, metafile: true, define })
  mkdirSync(metaDir, { recursive: true })
  writeFileSync(metafilePath(name), JSON.stringify(metafile))
  return minify(outputFiles, options.format === 'esm')
}

/** Eight characters that change with what is built. */
export async function hashOf(options: BuildOptions): Promise<string> {
  const define = { ...common.define, ...options.define }
  const { outputFiles = [] } = await build({ ...common, ...options, write: false, define })
  const hash = createHash('sha256')
  for (const { contents } of outputFiles) hash.update(contents)
  return hash.digest('hex').slice(0, 8).toUpperCase()
}

/** Where the metafile of a bundle is kept. */
export function metafilePath(name: string): string {
  return path.join(metaDir, `${name}.json`)
}
