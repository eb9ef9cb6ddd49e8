import path from 'node:path'
import { bundle, root } from './bundle.ts'
import { cssText } from './css-text.ts'
import { buildLanguages } from './languages.ts'
import { lean, leanNames } from './lean.ts'
import { writeFolder } from './write-folder.ts'

export const LOADER = 'packages/widget/src/loader/loader.ts'
export const MESSENGER = 'packages/widget/src/app/main.tsx'

/** The script tag, and the messenger in chunks whose names change with their content; the server finds it by its name. */
export async function buildWidget(): Promise<void> {
  const languages = await buildLanguages('packages/widget/dist')
  const [loader, messenger] = await Promise.all([
    bundle('loader', {
      entryPoints: [LOADER],
      format: 'iife',
      outfile: 'packages/widget/dist/parley.js',
      plugins: [cssText],
    }),
    bundle('messenger', {
      entryPoints: [MESSENGER],
      format: 'esm',
      splitting: true,
      outdir: 'packages/widget/dist',
      entryNames: 'messenger-[hash]',
      chunkNames: '[name]-[hash]',
      sourcemap: 'linked',
      plugins: [lean, cssText],
      ...leanNames,
      define: languages.define,
    }),
  ])
  const dist = path.join(root, 'packages/widget/dist')
  const files = [...messenger, ...languages.files, ...loader]
  await writeFolder(dist, new Map(files.map((file) => [path.relative(dist, file.path), file.contents])))
}
