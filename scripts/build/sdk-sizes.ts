import path from 'node:path'
import { build } from 'esbuild'
import { root } from './bundle.ts'
import { brotli } from './write-folder.ts'

const SRC = path.join(root, 'packages/sdk/src')

/** Bytes (brotli 11) that an entry of `@parley/sdk` adds to a page's own bundle, its framework not counted. */
export async function sdkSize(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [path.join(SRC, entry)],
    ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error' },
    external: ['react', 'vue', 'svelte', 'svelte/store'],
  })
  return (await brotli(Buffer.from(outputFiles[0]?.contents ?? []))).length
}
