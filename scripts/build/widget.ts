import path from 'node:path'
import { bundle, outputOf, root } from './bundle.ts'
import { cssText } from './css-text.ts'
import { writeFolder } from './write-folder.ts'

export const LOADER = 'packages/widget/src/loader/loader.ts'
export const MESSENGER = 'packages/widget/src/app/main.tsx'

/** The script tag, and the messenger in chunks whose names change with their content. */
export async function buildWidget(): Promise<void> {
  const messenger = await bundle('messenger', {
    entryPoints: [MESSENGER],
    format: 'esm',
    splitting: true,
    outdir: 'packages/widget/dist',
    entryNames: 'messenger-[hash]',
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
    plugins: [cssText],
  })
  const loader = await bundle('loader', {
    entryPoints: [LOADER],
    format: 'iife',
    outfile: 'packages/widget/dist/parley.js',
    // The name of the file beside it that the loader imports on intent.
    define: { PARLEY_MESSENGER: JSON.stringify(outputOf(messenger, MESSENGER)) },
    plugins: [cssText],
  })
  const dist = path.join(root, 'packages/widget/dist')
  const files = [...messenger.files, ...loader.files]
  await writeFolder(dist, new Map(files.map((file) => [path.relative(dist, file.path), file.contents])))
}
